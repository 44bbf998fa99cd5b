import { CopyButton } from "@/components/controls/copy-button.tsx";
import { Icon, type IconName } from "@/components/display/icon.tsx";
import { type Tone, toneFill, toneText } from "@/components/display/tone.ts";
import { words } from "@/words/server.tsx";
import type { ExchangeDetail } from "./exchange.graphql.ts";

type Signature = NonNullable<ExchangeDetail["signature"]>;

const verdicts = {
  matched: { tone: "ok", icon: "placed" },
  mismatched: { tone: "problem", icon: "rejected" },
  missing: { tone: "problem", icon: "errored" },
  unreadable: { tone: "problem", icon: "errored" },
  not_required: { tone: "quiet", icon: "overview" },
} as const satisfies Record<string, { tone: Tone; icon: IconName }>;

function isVerdict(verdict: string): verdict is keyof typeof verdicts {
  return Object.hasOwn(verdicts, verdict);
}

/** PAR signs six fields joined by `|`. Which ones were read, where, what came out, and what went wrong if it did. */
export async function SignatureView({ signature }: { signature: Signature }) {
  const say = await words("call");
  const known = isVerdict(signature.verdict) ? signature.verdict : null;
  const verdict = known === null ? ({ tone: "quiet", icon: "unknown" } as const) : verdicts[known];
  return (
    <div className="rounded-md border bg-canvas p-3">
      <div className={`flex items-center gap-1.5 font-semibold ${toneText[verdict.tone]}`}>
        <Icon name={verdict.icon} />
        <h3>{known === null ? signature.verdict : say(`signature.${known}`)}</h3>
      </div>
      {signature.mistake && (
        <p className={`mt-2 rounded px-2 py-1 ${toneFill[verdict.tone]}`}>
          {signature.hint} <code className="font-mono text-xs">{signature.mistake}</code>
        </p>
      )}
      {!signature.mistake && signature.hint && <p className="mt-1 text-ink-soft">{signature.hint}</p>}
      {signature.fields.length > 0 && <SignedFields fields={signature.fields} />}
      <dl className="mt-3 grid gap-x-4 gap-y-1 text-xs sm:grid-cols-[max-content_1fr]">
        {signature.stringSigned !== null && (
          <Line name={say("signature.signed")} value={signature.stringSigned} />
        )}
        {signature.theirs !== null && <Line name={say("signature.theirs")} value={signature.theirs} />}
        {signature.ours !== null && <Line name={say("signature.ours")} value={signature.ours} />}
      </dl>
    </div>
  );
}

/** The string cut into its six fields, in the order in which they are joined. */
async function SignedFields({ fields }: { fields: Signature["fields"] }) {
  const say = await words("call");
  return (
    <ol className="mt-3 grid gap-px overflow-hidden rounded-md border bg-line sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-6">
      {fields.map((field, at) => (
        <li key={field.name} className="min-w-0 bg-surface px-2.5 py-1.5">
          <p className="text-xs text-ink-faint">
            {at + 1} · <code className="font-mono">{field.name}</code>
          </p>
          <p className="font-mono text-xs break-all">
            {field.value === "" ? (
              <span className="text-ink-faint italic">{say("signature.empty")}</span>
            ) : (
              field.value
            )}
          </p>
          <p className="font-mono text-2xs break-all text-ink-faint">{field.source}</p>
        </li>
      ))}
    </ol>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd className="flex min-w-0 items-start gap-1">
        <code className="font-mono break-all">{value}</code>
        <CopyButton text={value} label={name} />
      </dd>
    </>
  );
}
