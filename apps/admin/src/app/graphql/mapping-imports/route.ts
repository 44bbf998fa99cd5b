import { forwardFile } from "@/forward.ts";

export const dynamic = "force-dynamic";

/** Files of mappings, which may be larger than any form. */
export function POST(request: Request): Promise<Response> {
  return forwardFile(request);
}
