import type { en } from "../en/index.ts";
import type { Translation } from "../typed.ts";
import { alerts } from "./alerts.ts";
import { audit } from "./audit.ts";
import { autopsy } from "./autopsy.ts";
import { bill } from "./bill.ts";
import { bulk } from "./bulk.ts";
import { call } from "./call.ts";
import { cases } from "./cases.ts";
import { causes } from "./causes.ts";
import { checks } from "./checks.ts";
import { connection } from "./connection.ts";
import { connections } from "./connections.ts";
import { diff } from "./diff.ts";
import { drill } from "./drill.ts";
import { entry } from "./entry.ts";
import { erasure } from "./erasure.ts";
import { exchanges } from "./exchanges.ts";
import { findings } from "./findings.ts";
import { guests } from "./guests.ts";
import { imports } from "./imports.ts";
import { issues } from "./issues.ts";
import { live } from "./live.ts";
import { mail } from "./mail.ts";
import { mappings } from "./mappings.ts";
import { mending } from "./mending.ts";
import { menu } from "./menu.ts";
import { menus } from "./menus.ts";
import { operators } from "./operators.ts";
import { order } from "./order.ts";
import { orders } from "./orders.ts";
import { overview } from "./overview.ts";
import { pause } from "./pause.ts";
import { people } from "./people.ts";
import { pos } from "./pos.ts";
import { pulls } from "./pulls.ts";
import { reasons } from "./reasons.ts";
import { refusals } from "./refusals.ts";
import { retention } from "./retention.ts";
import { rollouts } from "./rollouts.ts";
import { seen } from "./seen.ts";
import { settings } from "./settings.ts";
import { settle } from "./settle.ts";
import { share } from "./share.ts";
import { shell } from "./shell.ts";
import { shop } from "./shop.ts";
import { signature } from "./signature.ts";
import { simulator } from "./simulator.ts";
import { stats } from "./stats.ts";
import { status } from "./status.ts";
import { stores } from "./stores.ts";
import { story } from "./story.ts";
import { switches } from "./switches.ts";
import { takeoff } from "./takeoff.ts";
import { versions } from "./versions.ts";
import { views } from "./views.ts";

/**
 * Every text in Spanish, by room. Whoever reads is *usted*, as most of the catalogue has it and as business software in
 * Latin America speaks; a test refuses *tú*. A cash register is *caja*, its system *POS*, a person's role *rol*.
 */
export const es: Translation<typeof en> = {
  alerts,
  audit,
  autopsy,
  bill,
  bulk,
  call,
  cases,
  causes,
  checks,
  connection,
  connections,
  diff,
  drill,
  entry,
  erasure,
  exchanges,
  findings,
  guests,
  imports,
  issues,
  live,
  mail,
  mappings,
  mending,
  menu,
  menus,
  operators,
  order,
  orders,
  overview,
  pause,
  people,
  pos,
  pulls,
  reasons,
  refusals,
  retention,
  rollouts,
  seen,
  settings,
  settle,
  share,
  shell,
  signature,
  shop,
  simulator,
  stats,
  status,
  stores,
  story,
  switches,
  takeoff,
  versions,
  views,
};
