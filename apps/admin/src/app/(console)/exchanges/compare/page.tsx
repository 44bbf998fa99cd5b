import type { Metadata } from "next";
import Link from "next/link";
import { Moment } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { HttpStatus } from "@/components/exchange/http-status.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import type { SearchParams } from "@/navigation/search-params.ts";
import { words } from "@/words/server.tsx";
import { ComparedPart } from "./_components/compared-part.tsx";
import { type ComparedCall, compareQuery } from "./compare.graphql.ts";
import { bodyFields, differs, headerFields, sideBySide, tellingDifference } from "./compare.ts";

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

const TOLD_MAX = 60;

function shortened(text: string): string {
  return text.length > TOLD_MAX ? `${text.slice(0, TOLD_MAX)}…` : text;
}
