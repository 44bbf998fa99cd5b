"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { markTestStore } from "@/app/(console)/stores/[location]/mark-test-store.graphql.ts";
import { Button } from "@/components/controls/button.tsx";
import { Field, inputClass } from "@/components/controls/field.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { TimezoneField } from "@/components/store/timezone-field.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { createBrand, createStore } from "../create-store.graphql.ts";
import type { ListedBrand } from "../stores.graphql.ts";

const NEW_BRAND = "new";

/** Adds a store, with its brand where that is new, and leads to its page, where what is next stands. */
export function AddStore({ brands, mayAddBrand }: AddStoreProps) {
  const say = useWords("stores");
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  const { add, isWriting, failure } = useAdd();

  async function submit(given: Given) {
    const id = await add(given);
    if (id !== null) router.push(`/stores/${id}`);
  }

  if (!isOpen) {
    return (
      <div className="mb-3">
        <Button size="field" autoFocus={wasOpen} onClick={() => setOpen(true)}>
          {say("add.act")}
        </Button>
      </div>
    );
  }
  return (
    <div className="mb-4 basis-full">
      <Panel title={say("add.title")} padded>
        {failure !== null && (
          <div className="mb-3 max-w-prose">
            <Notice tone="problem">{failure}</Notice>
          </div>
        )}
        <AddForm
          brands={brands}
          mayAddBrand={mayAddBrand}
          isWriting={isWriting}
          add={submit}
          cancel={() => {
            setOpen(false);
            setWasOpen(true);
          }}
        />
      </Panel>
    </div>
  );
}

interface AddStoreProps {
  /** Those that the operator may add a store to. */
  brands: readonly ListedBrand[];
  mayAddBrand: boolean;
}

const NOTHING = {
  brandId: "",
  brandCode: "",
  brandName: "",
  code: "",
  name: "",
  address: "",
  phone: "",
  timezone: "",
  currency: "USD",
  isTest: true,
};
type Given = typeof NOTHING;

/** Writes a brand where it is new, a store, and that it is one for tests; what was written stays if the rest fails. */
function useAdd() {
  const say = useWords("stores");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching: isAddingBrand }, sendBrand] = useMutation(createBrand);
  const [{ fetching: isAddingStore }, sendStore] = useMutation(createStore);
  const [{ fetching: isMarking }, sendMark] = useMutation(markTestStore);
  const [failure, setFailure] = useState<string | null>(null);
  /** The brand that was added before the store was refused: it is not added again. */
  const [addedBrand, setAddedBrand] = useState<{ code: string; id: string } | null>(null);

  async function brandOf({ brandId, brandCode: code, brandName: name }: Given): Promise<string | null> {
    if (brandId !== NEW_BRAND) return brandId;
    if (addedBrand?.code === code) return addedBrand.id;
    const { data, error } = await sendBrand({ input: { code, name } });
    const result = data?.createBrand;
    if (result?.__typename !== "Brand") {
      setFailure(result?.message ?? writeFailure(error));
      return null;
    }
    setAddedBrand({ code, id: result.id });
    return result.id;
  }

  return {
    failure,
    isWriting: isAddingBrand || isAddingStore || isMarking,
    /** @returns the store's id; null where it was refused */
    async add(given: Given): Promise<string | null> {
      setFailure(null);
      const brandId = await brandOf(given);
      if (brandId === null) return null;
      const { code, name, address, phone, timezone, currency } = given;
      const input = { brandId, code, name, address, phone, timezone, currency };
      const { data, error } = await sendStore({ input });
      const result = data?.createStore;
      if (result?.__typename !== "StoreChange") {
        setFailure(result?.message ?? writeFailure(error));
        router.refresh();
        return null;
      }
      const locationId = result.store.id;
      if (given.isTest)
        await sendMark({ input: { locationId, isTest: true, reason: say("add.testReason") } });
      return locationId;
    },
  };
}

function AddForm({ brands, mayAddBrand, isWriting, add, cancel }: AddFormProps) {
  const say = useWords("stores");
  const brandField = useId();
  const [given, setGiven] = useState<Given>({ ...NOTHING, brandId: brands[0]?.id ?? NEW_BRAND });
  const field = (name: Exclude<keyof Given, "isTest" | "brandId">, max: number) => ({
    value: given[name],
    maxLength: max,
    autoComplete: "off",
    onChange: ({ target }: { target: HTMLInputElement }) => setGiven({ ...given, [name]: target.value }),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    void add(given);
  }

  return (
    <form onSubmit={submit} className="flex max-w-prose flex-col gap-3">
      <div>
        <label htmlFor={brandField} className="mb-1 block font-medium">
          {say("add.brand")}
        </label>
        <select
          id={brandField}
          className={inputClass}
          // biome-ignore lint/a11y/noAutofocus: the form takes the place of the button that opened it
          autoFocus
          value={given.brandId}
          onChange={({ target }) => setGiven({ ...given, brandId: target.value })}
        >
          {brands.map(({ id, name, code }) => (
            <option key={id} value={id}>
              {name} ({code})
            </option>
          ))}
          {mayAddBrand && <option value={NEW_BRAND}>{say("add.newBrand")}</option>}
        </select>
      </div>
      {given.brandId === NEW_BRAND && (
        <>
          <Field label={say("add.brandName")} {...field("brandName", TEXT_MAX.name)} required />
          <Field
            label={say("add.brandCode")}
            hint={say("add.brandCodeHint")}
            {...field("brandCode", TEXT_MAX.code)}
            required
            spellCheck={false}
          />
        </>
      )}
      <Field label={say("edit.name")} {...field("name", TEXT_MAX.name)} required />
      <Field
        label={say("add.code")}
        hint={say("add.codeHint")}
        {...field("code", TEXT_MAX.code)}
        required
        spellCheck={false}
      />
      <Field label={say("edit.address")} {...field("address", TEXT_MAX.addressLine)} />
      <Field
        label={say("edit.phone")}
        hint={say("edit.phoneHint")}
        {...field("phone", TEXT_MAX.phone)}
        type="tel"
      />
      <TimezoneField value={given.timezone} onChange={field("timezone", TEXT_MAX.name).onChange} />
      <Field
        label={say("add.currency")}
        hint={say("add.currencyHint")}
        {...field("currency", 3)}
        required
        spellCheck={false}
      />
      <label className="flex min-h-8 items-center gap-2.5">
        <input
          type="checkbox"
          checked={given.isTest}
          onChange={({ target }) => setGiven({ ...given, isTest: target.checked })}
          className="size-4 shrink-0 accent-accent"
        />
        {say("add.isTest")}
      </label>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="form" disabled={isWriting} aria-busy={isWriting}>
          {say("add.confirm")}
        </Button>
        <Button look="quiet" size="form" onClick={cancel}>
          {say("add.cancel")}
        </Button>
      </div>
    </form>
  );
}

interface AddFormProps extends AddStoreProps {
  isWriting: boolean;
  add: (given: Given) => Promise<void>;
  cancel: () => void;
}
