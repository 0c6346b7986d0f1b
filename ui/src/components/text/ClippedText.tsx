import { DataText } from "./DataText";

/** So much of a text is enough to know it in a list; the rest is where it is read. */
const MOST = 1_000;

/** Text that somebody else wrote, on one line that its box may cut off; more of it on hover. */
export function ClippedText({ text, mono = false }: { text: string; mono?: boolean }) {
  const shown = text.length > MOST ? `${text.slice(0, MOST)}…` : text;
  return (
    <span className={mono ? "mono" : undefined} data-hint={shown} data-hint-when="clipped">
      <DataText text={shown} />
    </span>
  );
}
