import classes from "./DataText.module.css";
import { pieces } from "./invisible";

/**
 * Text that somebody else wrote: a payload's value, an error's message. It stands in its own direction, whatever
 * it contains, and characters that cannot be seen are marked: they are a frequent reason for an error.
 */
export function DataText({ text }: { text: string }) {
  return (
    <bdi className={classes.data}>
      {pieces(text).map(({ text: piece, code }, at) =>
        code === undefined ? (
          piece
        ) : (
          <bdi
            key={at}
            className={classes.mark}
            data-code={code}
            data-hint={`A character that cannot be seen: ${code}`}
          >
            {piece}
          </bdi>
        ),
      )}
    </bdi>
  );
}
