import type { Metadata } from "next";
import Link from "next/link";
import { Icon } from "@/components/display/icon.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { HttpStatus } from "@/components/exchange/http-status.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import type { SearchParams } from "@/navigation/search-params.ts";
import { words } from "@/words/server.tsx";
import { type ComparedCall, compareQuery } from "./compare.graphql.ts";
import {
  bodyFields,
  type ComparedField,
  differs,
  headerFields,
  sideBySide,
  tellingDifference,
} from "./compare.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("exchanges"))("compare.title") };
}

/** Two recorded calls, field by field, the first difference named. The address says which two. */
export default async function ComparePage({ searchParams }: { searchParams: SearchParams }) {
  const say = await words("exchanges");
  const { a, b } = await searchParams;
  if (typeof a !== "string" || typeof b !== "string")
    return <EmptyState isPage title={say("compare.choose")} />;
  const reading = await readQuery(compareQuery, { a, b });
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("compare.title")} />;
  const { first, second } = reading.data;
  if (first === null || second === null) return <EmptyState isPage title={say("compare.missing")} />;
  const parts = [
    {
      title: say("compare.request"),
      fields: sideBySide(bodyFields(first.requestBody), bodyFields(second.requestBody)),
    },
    {
      title: say("compare.headers"),
      fields: sideBySide(headerFields(first.requestHeaders), headerFields(second.requestHeaders)),
    },
    {
      title: say("compare.answer"),
      fields: sideBySide(bodyFields(first.responseBody), bodyFields(second.responseBody)),
    },
  ];
  const different = parts.flatMap(({ fields }) => fields.filter(differs));
  const found = tellingDifference(parts.flatMap(({ fields }) => fields));
  const shown = (text: string | null) => (text === null ? say("compare.absent") : shortened(text));
  return (
    <>
      <PageHeader
        back={{ href: "/exchanges", name: (await words("shell"))("places.exchanges.name") }}
        name={say("compare.title")}
        sentence={
          found === undefined
            ? say("compare.same")
            : say("compare.difference", {
                field: found.name,
                first: shown(found.first),
                second: shown(found.second),
              })
        }
        note={say("compare.count", { count: different.length })}
      />
      <div className="mb-4 grid gap-3 sm:grid-cols-2">
        <CallHead name={say("compare.first")} call={first} />
        <CallHead name={say("compare.second")} call={second} />
      </div>
      <div className="flex flex-col gap-4">
        {parts.map((part) => (
          <ComparedPart key={part.title} {...part} />
        ))}
      </div>
    </>
  );
}

function CallHead({ name, call }: { name: string; call: ComparedCall }) {
  return (
    <div className="min-w-0 rounded-lg border bg-surface p-3">
      <p className="text-xs text-ink-faint">{name}</p>
      <Link href={`/exchanges/${call.id}`} className="text-accent hover:underline">
        <Mono>{`${call.method} ${call.path}`}</Mono>
      </Link>
      <p className="flex flex-wrap gap-x-3">
        <HttpStatus status={call.status} code={call.code} />
        <Moment at={call.at} zone={call.location?.timezone ?? "UTC"} precision="millisecond" />
      </p>
    </div>
  );
}

/** More than anybody reads, and than a browser draws at ease. */
const FIELDS_MAX = 400;

async function ComparedPart({ title, fields }: { title: string; fields: ComparedField[] }) {
  const say = await words("exchanges");
  const count = fields.filter(differs).length;
  return (
    <Panel title={title} aside={say("compare.count", { count })}>
      {fields.length === 0 ? (
        <p className="p-3 text-ink-faint">{say("compare.none")}</p>
      ) : (
        <table className="w-full table-fixed text-left text-xs">
          <thead className="text-ink-faint">
            <tr>
              {(["field", "first", "second"] as const).map((column) => (
                <th key={column} scope="col" className="px-3 py-1 font-normal">
                  {say(`compare.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fields.slice(0, FIELDS_MAX).map((field) => (
              <FieldRow
                key={field.name}
                field={field}
                absent={say("compare.absent")}
                word={say("compare.differs")}
              />
            ))}
          </tbody>
        </table>
      )}
      {fields.length > FIELDS_MAX && (
        <p className="p-3 text-ink-soft">{say("compare.tooMany", { count: FIELDS_MAX })}</p>
      )}
    </Panel>
  );
}

function FieldRow({ field, absent, word }: { field: ComparedField; absent: string; word: string }) {
  const isDifferent = differs(field);
  return (
    <tr className={isDifferent ? "bg-sunken" : ""}>
      <th scope="row" className="px-3 py-1 align-top font-mono font-normal break-all text-ink-soft">
        {isDifferent && (
          <span className="mr-1.5 inline-block align-middle text-problem" title={word}>
            <Icon name="attention" size={12} />
            <span className="sr-only">{word}</span>
          </span>
        )}
        {field.name}
      </th>
      {[field.first, field.second].map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second, always
        <td key={at} className="px-3 py-1 align-top font-mono break-all">
          {text === null ? <span className="text-ink-faint">{absent}</span> : text}
        </td>
      ))}
    </tr>
  );
}

const TOLD_MAX = 60;

function shortened(text: string): string {
  return text.length > TOLD_MAX ? `${text.slice(0, TOLD_MAX)}…` : text;
}
