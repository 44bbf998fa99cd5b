import { Day } from "@/components/display/moment.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { words } from "@/words/server.tsx";

/** Says of what is not there any more until when it was kept, and by whose limits, or when it was erased. */
export async function Gone({
  kept: { at, brandName, isErased },
  of,
  zone = "UTC",
}: {
  kept: { at: string; brandName: string | null; isErased: boolean };
  of: "bodies" | "calls" | "guest";
  zone?: string;
}) {
  const say = await words("exchanges");
  const parts = {
    at: () => <Day at={at} zone={zone} />,
    brand: () => <span data-name="">{brandName}</span>,
  };
  if (isErased) {
    return (
      <Notice tone="quiet">
        {say.rich(of === "guest" ? "gone.guestErased" : "gone.bodiesErased", parts)}
      </Notice>
    );
  }
  return (
    <Notice tone="quiet">
      {brandName === null ? say.rich(`gone.${of}OfNone`, parts) : say.rich(`gone.${of}`, parts)}
    </Notice>
  );
}
