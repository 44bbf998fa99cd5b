interface LabCall {
  direction: string;
  operation: string;
  requestUid: string | null;
  parOrganizationId: string | null;
  parLocationId: string | null;
  requestBody: string | null;
}

/**
 * The command that sends the same call to an instance of one's own, signed anew there: it holds neither a secret nor a
 * token, and of the body what the reader's role shows. Null where the lab cannot say it.
 */
export function labCommand(call: LabCall): string | null {
  if (call.direction !== "IN") return null;
  const lab = (...words: string[]) => ["npm run lab --", ...words, ...placeOf(call)].join(" ");
  switch (call.operation) {
    case "validate_order":
    case "submit_order": {
      const { requestBody: body } = call;
      if (body === null || !isJson(body)) return null;
      const end = delimiterFor(body);
      const verb = call.operation === "submit_order" ? "submit" : "validate";
      return `${lab(verb, "--file", "-")} <<'${end}'\n${body}\n${end}`;
    }
    case "get_order":
      return call.requestUid === null ? null : lab("status", quoted(call.requestUid));
    case "get_menu":
      return lab("menus");
    default:
      return null;
  }
}

/** The ids that the token names, as PAR sent them. */
function placeOf({ parOrganizationId, parLocationId }: LabCall): string[] {
  return [
    ...(parOrganizationId === null ? [] : [`--organization=${quoted(parOrganizationId)}`]),
    ...(parLocationId === null ? [] : [`--location=${quoted(parLocationId)}`]),
  ];
}

/** One word of a shell, whatever is in it. */
function quoted(text: string): string {
  // A line break or another control character in a pasted command could run it before anybody has read it.
  const printable = text.replace(/\p{Cc}/gu, "");
  return `'${printable.replaceAll("'", "'\\''")}'`;
}

/** A line that the body does not have, so that nothing of it gets out of the body. */
function delimiterFor(body: string): string {
  let end = "BODY";
  while (body.includes(end)) end += "_";
  return end;
}

/** JSON has no control characters but line breaks, of which none can end the body early. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
