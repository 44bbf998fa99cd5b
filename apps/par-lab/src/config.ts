/** What the lab reads from its environment: whether colours are wanted, and whether a person watches live. */
export interface Surroundings {
  readonly colours: boolean;
  readonly isLive: boolean;
}

/** Reads the environment and the terminal; colours only on a terminal, and never with NO_COLOR set. */
export function readSurroundings(): Surroundings {
  const isLive = process.stdout.isTTY === true;
  const isPlain = (process.env.NO_COLOR ?? "") !== "" || process.env.TERM === "dumb";
  return { colours: isLive && !isPlain, isLive };
}
