import { accessGuesses } from "./rows-access.ts";
import { answerGuesses } from "./rows-answer.ts";
import { bodyGuesses } from "./rows-body.ts";
import { nameGuesses } from "./rows-names.ts";

// A row may call itself "switch" only if each alternative parses as that switch, and "accepted" only if each
// alternative is taken and told apart by the code; guesses.test.ts holds both to it.
export const guessRows = [...accessGuesses, ...nameGuesses, ...bodyGuesses, ...answerGuesses] as const;
