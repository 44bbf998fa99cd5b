import { type Catalogue, messagesOf, type Words } from "@parley/words";

type Room = Catalogue["seen"];
const WORDS = messagesOf("en", "seen");

/** What a trait is about; the name of one of another version. */
export function traitName(trait: string, say: Words<"seen">): string {
  const knows = (name: string): name is keyof Room["what"] => Object.hasOwn(WORDS.what, name);
  return knows(trait) ? say(`what.${trait}`) : trait;
}

/** A form of a trait in words; as it came, where there are none. */
export function formName(trait: string, form: string, say: Words<"seen">): string {
  const knows = (name: string): name is keyof Room["form"] => Object.hasOwn(WORDS.form, name);
  const key = `${trait}_${form}`.replaceAll("+", "_");
  return knows(key) ? say(`form.${key}`) : form;
}

/** Why so many calls were refused. */
export function refusalIn(reason: string, count: number, say: Words<"seen">): string {
  const knows = (name: string): name is keyof Room["refused"] => Object.hasOwn(WORDS.refused, name);
  return knows(reason) ? say(`refused.${reason}`, { count }) : reason;
}
