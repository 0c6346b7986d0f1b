/** Numbers that look random and are the same every time. */
export interface Random {
  /** A whole number from 0 up to, not including, `below`. */
  below: (below: number) => number;
  pick: <T>(choices: readonly T[]) => T;
  /** True once in `n` times, about. */
  once: (n: number) => boolean;
}

export function random(seed: number): Random {
  let state = seed;
  const below = (limit: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
  return {
    below,
    pick: (choices) => {
      const chosen = choices[below(choices.length)];
      if (chosen === undefined) throw new Error("nothing to pick from");
      return chosen;
    },
    once: (n) => below(n) === 0,
  };
}
