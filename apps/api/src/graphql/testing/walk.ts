import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from "graphql";
import { schema } from "../schema.ts";

/** A question whose answer shows fields of one object, reached over one of the edges that lead to it. */
export interface Ask {
  /** The edges that it goes over, to all leaves of what they lead to. */
  at: string;
  text: string;
}

type Field = GraphQLField<unknown, unknown>;

/** Edges of one object in one question. */
const BUNDLE = 4;

/** The way to a type: how to write a selection of it as a whole query. */
type Way = (selection: string) => string;

/**
 * Questions that ask for every field of every type that a query reaches, each at the end of the shortest way to its
 * type and over every edge that leads from there.
 * @param args of the fields that need some, and of those that are to be asked with some: by the name of a root field,
 *   `Type.field` of others
 */
export function questionsOf(args: Readonly<Record<string, string>>): Ask[] {
  const query = schema.getQueryType();
  if (!query) throw new Error("The schema has no queries.");
  const ways = new Map<string, Way>([[query.name, (selection) => `{ ${selection} }`]]);
  const depths = new Map<string, number>();
  const asks: Ask[] = [];
  const queue: GraphQLObjectType[] = [query];
  for (const type of queue) {
    const way = ways.get(type.name);
    if (way === undefined) continue;
    const bundle: { at: string; selection: string }[] = [];
    const ask = (some: typeof bundle) => {
      if (some.length === 0) return;
      const selections = some.map(({ selection }) => selection).join(" ");
      asks.push({ at: some.map(({ at }) => at).join(" "), text: way(`__typename ${selections}`) });
    };
    for (const field of inOrder(type, args)) {
      const members = membersOf(field);
      const isOneType = isObjectType(getNamedType(field.type));
      for (const member of members) {
        const written = (selection: string) =>
          `${field.name}${args[nameOf(type, field)] ?? ""} { __typename ... on ${member.name} { ${selection} } }`;
        const edge = {
          at: `${type.name}.${field.name}`,
          selection: written(`__typename ${leavesOf(member)}`),
        };
        // Members of a union may have a field of one name and two types. Far from the root, one edge is enough work.
        if (isOneType && (depths.get(type.name) ?? 0) === 1) bundle.push(edge);
        else ask([edge]);
        // By an interface one gets at one member of it alone.
        if (ways.has(member.name) || isInterfaceType(getNamedType(field.type))) continue;
        ways.set(member.name, (selection) => way(written(selection)));
        depths.set(member.name, (depths.get(type.name) ?? 0) + 1);
        queue.push(member);
      }
    }
    for (let first = 0; first < bundle.length; first += BUNDLE) ask(bundle.slice(first, first + BUNDLE));
  }
  return asks;
}

/** Fields that can be asked for; the roots that name one thing first, because they are sure to find it. */
function inOrder(type: GraphQLObjectType, args: Readonly<Record<string, string>>): Field[] {
  const fields = Object.values(type.getFields());
  const needs = (field: Field) =>
    field.args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined);
  const missing = fields.filter((field) => needs(field) && !(nameOf(type, field) in args));
  if (missing.length > 0) throw new Error(`Say with what to ask ${type.name}.${missing[0]?.name}.`);
  return fields.sort((a, b) => Number(needs(b)) - Number(needs(a)));
}

function nameOf(type: GraphQLObjectType, { name }: Field): string {
  return type === schema.getQueryType() ? name : `${type.name}.${name}`;
}

function membersOf(field: Field): readonly GraphQLObjectType[] {
  const type = getNamedType(field.type);
  if (isObjectType(type)) return [type];
  if (isUnionType(type) || isInterfaceType(type)) return schema.getPossibleTypes(type);
  return [];
}

function leavesOf(type: GraphQLObjectType): string {
  return Object.values(type.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)))
    .map(({ name }) => name)
    .join(" ");
}

/** A field of an object of an answer. */
export interface Shown {
  type: string;
  field: string;
  value: unknown;
}

/** Every field of every object of an answer that says its type. */
export function shownIn(answer: unknown, type: string | null = null): Shown[] {
  if (Array.isArray(answer)) return answer.flatMap((each) => shownIn(each));
  if (typeof answer !== "object" || answer === null) return [];
  const named = "__typename" in answer ? String(answer.__typename) : type;
  return Object.entries(answer).flatMap(([field, value]) => [
    ...(named === null || field === "__typename" ? [] : [{ type: named, field, value }]),
    ...shownIn(value),
  ]);
}

/** Whether a value tells nothing: as fields do that are hidden. */
export function tellsNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return (
    value === null || value === false || value === 0 || (typeof value === "string" && /^[•\s]*$/.test(value))
  );
}
