import classes from "./DataText.module.css";
import { HiddenMark } from "./HiddenMark";
import { pieces } from "./invisible";
import { isHidden } from "./mask";

/**
 * Text that somebody else wrote: a payload's value, an error's message. It stands in its own direction, whatever
 * it contains, and characters that cannot be seen are marked: they are a frequent reason for an error. A value that the
 * console hides is said to be hidden.
 */
export function DataText({ text }: { text: string }) {
  if (isHidden(text)) return <HiddenMark />;
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
