import { forward } from "@/forward.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return forward(request);
}

export function POST(request: Request): Promise<Response> {
  return forward(request);
}
