import type { ReactNode } from "react";
import type { ICUArgs, ICUTags, MessageKeys, NestedKeyOf, NestedValueOf } from "use-intl/core";

/** A room of another language: the same keys as the English one, each with any text. */
export type Translation<English> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Translation<English[Key]>;
};

/**
 * The texts of a room: `say("title")`, `say("count", { count: 3 })`, and with markup
 * `say.rich("hint", { b: (text) => <b>{text}</b> })`. Which values a text needs is read from its English message.
 */
export interface WordsOfRoom<Messages> {
  <Key extends KeyOf<Messages>>(key: Key, ...values: Values<MessageOf<Messages, Key>>): string;
  rich<Key extends KeyOf<Messages>>(key: Key, ...values: RichValues<MessageOf<Messages, Key>>): ReactNode;
}

type KeyOf<Messages> = MessageKeys<Messages, NestedKeyOf<Messages>>;
type MessageOf<Messages, Key extends string> = NestedValueOf<Messages, Key> & string;

interface Kinds {
  ICUArgument: string | number;
  ICUNumberArgument: number;
  ICUDateArgument: Date;
}

/** The values of a message; of one among several, the values of each. */
type ValuesOf<Message extends string> = (
  Message extends string
    ? (values: [ICUArgs<Message, Kinds>]) => void
    : never
) extends (values: infer All extends [unknown]) => void
  ? All[0]
  : never;

type TagsOf<Message extends string> = (
  Message extends string
    ? (tags: [ICUTags<Message, (text: ReactNode) => ReactNode>]) => void
    : never
) extends (tags: infer All extends [unknown]) => void
  ? All[0]
  : never;

// The library's own arguments do not know a message with a choice (`select`) to need any.
type Values<Message extends string> = object extends ValuesOf<Message> ? [] : [values: ValuesOf<Message>];

type RichValues<Message extends string> = [values: ValuesOf<Message> & TagsOf<Message>];
