/**
 * Path of the value that begins at `offset` of a *valid* JSON text, as `order_details.items[0].name`. Slow and
 * simple: it runs only once a body is known to be refused. For an offset in a key, the path ends at that key.
 */
export function pathAt(text: string, offset: number): string {
  const steps: { key: string | null; index: number }[] = [];
  let pendingKey: string | null = null;
  const render = (): string => {
    let path = "";
    for (const step of steps) {
      if (step.key === null) path += `[${step.index}]`;
      else path += path === "" ? step.key : `.${step.key}`;
    }
    return path;
  };
  let index = 0;
  while (index < text.length) {
    const unit = text[index];
    const top = steps.at(-1);
    if (unit === '"') {
      const end = stringEnd(text, index);
      const isKey = top !== undefined && top.key !== null && pendingKey === null;
      if (isKey) {
        const parsed: unknown = JSON.parse(text.slice(index, end));
        // A key may hold the very flaw that is being reported.
        top.key = String(parsed).replace(/[\0\p{Cs}]/gu, "\ufffd");
        pendingKey = top.key;
      }
      if (offset < end) return render();
      index = end;
      continue;
    }
    if (index >= offset) return render();
    if (unit === "{") {
      steps.push({ key: "", index: 0 });
      pendingKey = null;
    } else if (unit === "[") {
      steps.push({ key: null, index: 0 });
      pendingKey = "";
    } else if (unit === "}" || unit === "]") {
      steps.pop();
      pendingKey = steps.at(-1)?.key ?? "";
    } else if (unit === ",") {
      if (top?.key === null) top.index++;
      else pendingKey = null;
    }
    index++;
  }
  return render();
}

function stringEnd(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text[index] !== '"') index += text[index] === "\\" ? 2 : 1;
  return index + 1;
}
