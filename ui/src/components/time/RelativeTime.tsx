import { exactLocal, exactUtc, relative } from "./format";
import { useNow } from "./useNow";

/** How long ago (or from now); the exact moment, UTC and local, on hover. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} data-hint={`${exactUtc(at)}\n${exactLocal(at)}`}>
      {relative(Date.parse(at), now)}
    </time>
  );
}
