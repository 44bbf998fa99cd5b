import { Icon } from "@/components/display/icon.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { words } from "@/words/server.tsx";
import { type ComparedField, differs } from "../compare.ts";

/** More than anybody reads, and than a browser draws at ease. */
const FIELDS_MAX = 400;

/** One part of two messages: the fields that differ, and those that are the same folded under their number. */
export async function ComparedPart({ title, fields }: { title: string; fields: readonly ComparedField[] }) {
  const say = await words("exchanges");
  const different = fields.filter(differs);
  const same = fields.filter((field) => !differs(field));
  return (
    <Panel title={title} aside={say("compare.count", { count: different.length })}>
      {fields.length === 0 && <p className="p-3 text-ink-faint">{say("compare.none")}</p>}
      {different.length > 0 && <FieldTable caption={title} fields={different} />}
      {same.length > 0 && (
        <details className="group border-t first-of-type:border-t-0">
          <summary className="flex items-center gap-1.5 px-3 py-2 text-ink-soft hover:bg-sunken">
            <span className="group-open:rotate-90">
              <Icon name="right" size={12} />
            </span>
            {say("compare.sameFields", { count: same.length })}
          </summary>
          <FieldTable caption={say("compare.sameFields", { count: same.length })} fields={same} />
        </details>
      )}
    </Panel>
  );
}

async function FieldTable({ caption, fields }: { caption: string; fields: readonly ComparedField[] }) {
  const say = await words("exchanges");
  return (
    <>
      <table className="w-full table-fixed text-left text-xs">
        <caption className="sr-only">{caption}</caption>
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
      {fields.length > FIELDS_MAX && (
        <p className="p-3 text-ink-soft">{say("compare.tooMany", { count: FIELDS_MAX })}</p>
      )}
    </>
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
