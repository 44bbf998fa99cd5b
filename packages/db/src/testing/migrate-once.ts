// A program for the migrations' tests: one start among several.
import { migrate } from "../migrate.ts";

await migrate(process.argv[2] ?? "");
