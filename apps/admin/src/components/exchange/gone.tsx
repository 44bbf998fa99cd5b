import { Day } from "@/components/display/moment.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { words } from "@/words/server.tsx";

/** Says of what is not there any more until when it was kept, and by whose limits. */
export async function Gone({
  kept: { at, brandName },
  of,
  zone = "UTC",
}: {
  kept: { at: string; brandName: string | null };
  of: "bodies" | "calls" | "guest";
  zone?: string;
}) {
  const say = await words("exchanges");
  const parts = {
    at: () => <Day at={at} zone={zone} />,
    brand: () => <span data-name="">{brandName}</span>,
  };
  return (
    <Notice tone="quiet">
      {brandName === null ? say.rich(`gone.${of}OfNone`, parts) : say.rich(`gone.${of}`, parts)}
    </Notice>
  );
}
