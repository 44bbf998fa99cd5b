import Link from "next/link";
import { TestChip } from "./test-chip.tsx";

/** A store's name as the way to its page, also in a row that leads elsewhere: it lies above the row's own link. */
export function StoreLink({ store }: { store: { id: string; name: string; isTest: boolean } }) {
  return (
    <>
      <Link
        href={`/stores/${store.id}`}
        prefetch={false}
        className="row-above hover:text-accent hover:underline"
      >
        {store.name}
      </Link>
      <TestChip store={store} />
    </>
  );
}
