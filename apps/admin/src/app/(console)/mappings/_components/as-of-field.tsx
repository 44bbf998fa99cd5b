import { Button } from "@/components/controls/button.tsx";
import { inputClass } from "@/components/controls/field.tsx";
import { words } from "@/words/server.tsx";

/** The moment as of which the mappings are shown; a part of the page's filter. */
export async function AsOfField({ value }: { value: string | null }) {
  const say = await words("mappings");
  return (
    <>
      <label className="flex items-center gap-1.5 text-xs text-ink-soft max-sm:w-full">
        <span className="shrink-0">{say("asOf.label")}</span>
        <input
          key={value}
          type="datetime-local"
          name="asOf"
          defaultValue={value ?? ""}
          className={`${inputClass} max-sm:grow`}
        />
      </label>
      <Button type="submit" size="field">
        {say("asOf.look")}
      </Button>
    </>
  );
}
