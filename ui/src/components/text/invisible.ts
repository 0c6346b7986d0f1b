/** A piece of a text: shown as it is, or one character that cannot be seen. */
export interface TextPiece {
  text: string;
  /** `U+200B` for a character that cannot be seen. */
  code?: string;
}

/** Control and format characters, but not line breaks and tabs. */
const INVISIBLE = /([\p{Cf}\p{Cc}\u2028\u2029])/u;
const SHOWN_AS_SPACE = new Set(["\n", "\r", "\t"]);
/** Joiners, which belong to a word or an emoji where they follow a letter that is not Latin. */
const JOINERS = new Set(["\u200c", "\u200d"]);

/** Splits a text so that characters which cannot be seen, or which turn the direction, can be marked. */
export function pieces(text: string): TextPiece[] {
  const found: TextPiece[] = [];
  let plain = "";
  for (const part of text.split(INVISIBLE)) {
    if (INVISIBLE.test(part) && part.length <= 2 && !belongs(part, plain)) {
      if (plain !== "") found.push({ text: plain });
      found.push({ text: part, code: codeOf(part) });
      plain = "";
    } else {
      plain += part;
    }
  }
  if (plain !== "") found.push({ text: plain });
  return found;
}

function belongs(character: string, before: string): boolean {
  if (SHOWN_AS_SPACE.has(character)) return true;
  return JOINERS.has(character) && beyondLatin(before);
}

/** Whether the last character of a text is beyond the Latin letters. */
function beyondLatin(text: string): boolean {
  return text !== "" && text.charCodeAt(text.length - 1) > 0x24f;
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
