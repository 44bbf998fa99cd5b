import { everyBrand } from "@parley/db";
import { CLI } from "@parley/db/orders";
import { type Brand, listBrands } from "@parley/db/stores";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import { createBrand } from "../../stores/provisioning/brand.ts";
import { facts, type Result, table } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

/** `parley brand …` */
export function addBrandCommands(program: Command, run: Run): void {
  const brand = program.command("brand").description("our side of PAR's organizations");
  brand
    .command("create")
    .description("add a brand")
    .requiredOption("--code <code>", "its short id, for example YC01")
    .requiredOption("--name <name>", "its name for people")
    .action(run(create));
  brand.command("list").description("every brand").action(run(list));
}

async function create({ db, now }: Session, given: { code: string; name: string }): Promise<Result> {
  const { code } = given;
  const outcome = await createBrand({ db, now: now() }, { ...given, by: CLI, words: wordsIn("en") });
  if (outcome.kind === "invalid") throw new Refusal(`invalid_${outcome.field}`, outcome.message);
  if (outcome.kind === "code_taken") {
    throw new Refusal("code_taken", `A brand "${code}" exists already.`, "See: npm run parley -- brand list");
  }
  const { brand } = outcome;
  return {
    json: { brand: brandJson(brand) },
    text: facts({ brand: brand.code, name: brand.name, id: brand.id }),
  };
}

async function list({ db }: Session): Promise<Result> {
  const brands = await listBrands(db, { scope: everyBrand });
  const text = table(
    brands,
    { code: (row) => row.code, name: (row) => row.name, id: (row) => row.id },
    "There is no brand yet. Add one: npm run parley -- brand create --code YC01 --name YummyTaco",
  );
  return { json: { brands: brands.map(brandJson) }, text };
}

function brandJson({ id, code, name }: Brand) {
  return { id, code, name };
}
