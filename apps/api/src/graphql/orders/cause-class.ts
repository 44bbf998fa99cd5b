import { CAUSES, type CauseClass as Cause, causeClasses } from "../../explain/causes/cause-class.ts";
import { builder } from "../kernel/builder.ts";

/** The closed list of causes, by which lists, issues and acts on many orders speak. */
export const CauseClass = builder.enumType("CauseClass", {
  description: "The kind of cause for which an order or a call ends as it ends, or waits.",
  values: Object.fromEntries(
    causeClasses.map((value) => [value.toUpperCase(), { value, description: descriptionOf(value) }] as const),
  ),
});

function descriptionOf(value: Cause): string {
  return `${value.replaceAll("_", " ")}; whose job: ${CAUSES[value].job.replaceAll("_", " ")}.`;
}
