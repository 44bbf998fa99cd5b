import type { Connection } from "../connections.graphql.ts";

/** How this connection reads what PAR's documents leave open; what was changed stands out. */
export function SwitchTable({ switches }: { switches: Connection["switches"] }) {
  const changedFirst = switches.toSorted((a, b) => Number(a.isDefault) - Number(b.isDefault));
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">Switch</th>
          <th scope="col">Set to</th>
          <th scope="col" className="max-md:hidden">
            Ask PAR
          </th>
        </tr>
      </thead>
      <tbody>
        {changedFirst.map((each) => (
          <tr key={each.name}>
            <td>
              <code className="font-mono text-xs">{each.name}</code>
            </td>
            <td className="whitespace-nowrap">
              <code className={`font-mono text-xs ${each.isDefault ? "" : "font-semibold"}`}>
                {each.value}
              </code>
              <span className={`ml-2 text-xs ${each.isDefault ? "text-ink-faint" : "text-wait"}`}>
                {each.isDefault ? "default" : "changed"}
              </span>
            </td>
            <td className="text-xs text-ink-soft max-md:hidden">{each.question}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
