import { ChoiceError } from "@parley/par-contract";
import { readSurroundings } from "./config.ts";
import { LabError } from "./lab-error.ts";
import { createPaint } from "./paint.ts";
import { createProgram } from "./program.ts";

const { colours, isLive, defaultUrl } = readSurroundings();
const paint = createPaint(colours);

const fail = () => {
  process.exitCode = 1;
};

const program = createProgram({
  now: () => new Date(),
  random: Math.random,
  paint,
  isLive,
  defaultUrl,
  print: (text) => process.stdout.write(`${text}\n`),
  fail,
  note: (text) => process.stderr.write(`${paint.dim(text)}\n`),
});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof LabError || error instanceof ChoiceError)) throw error;
  process.stderr.write(`${paint.bad(error.message)}\n`);
  fail();
}
