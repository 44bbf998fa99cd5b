import compile from "icu-minify/compile";
import type { CompiledMessage } from "icu-minify/format";
import formatCompiled from "use-intl/format-message/format-only";

type Args = Parameters<typeof formatCompiled>;

/**
 * What says a message on the admin's server, where those of pages come as they are written and those of client leaves
 * compiled. The admin's build puts it in the place of the library's own, which knows only the former.
 */
// biome-ignore lint/style/noDefaultExport: as the module whose place it takes
export default function formatMessage(...[key, message, ...rest]: Args): ReturnType<typeof formatCompiled> {
  return formatCompiled(key, typeof message === "string" ? compiledOnce(message) : message, ...rest);
}

const compiled = new Map<string, CompiledMessage>();

function compiledOnce(message: string): CompiledMessage {
  const known = compiled.get(message);
  if (known !== undefined) return known;
  const made = compile(message);
  compiled.set(message, made);
  return made;
}
