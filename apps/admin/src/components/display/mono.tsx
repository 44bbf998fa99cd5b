/** An id or other bytes, in monospace; long ones may break anywhere. `short` cuts with the whole in the title. */
export function Mono({ children, short }: { children: string; short?: number }) {
  const isCut = short !== undefined && children.length > short;
  return (
    <code
      className={`font-mono text-xs ${short === undefined ? "break-all" : "whitespace-nowrap"}`}
      {...(isCut ? { title: children } : {})}
    >
      {isCut ? `${children.slice(0, short)}…` : children}
    </code>
  );
}
