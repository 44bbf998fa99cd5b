import type { Database, LedgerNow } from "@parley/db";
import type { FeedTransaction } from "@parley/db/feed";
import { keepBodyPartitions } from "@parley/db/retention";
import type { Vault } from "@parley/db/secrets";
import { createDelivery } from "./alerts/deliver.ts";
import { askForLook, createAlertLook } from "./alerts/look.ts";
import { createAlertSender } from "./alerts/send.ts";
import { type AuditSealer, createAuditSealer } from "./audit/sealer.ts";
import { createResetMails } from "./auth/reset-link.ts";
import type { Config } from "./config.ts";
import { createFeedRunner, type FeedRunner } from "./feed/runner.ts";
import { createIssueKeeper } from "./issues/keeper.ts";
import { createStoreWatch } from "./issues/watch.ts";
import { createJobRunner, type JobRunner } from "./jobs/runner.ts";
import type { Logger } from "./logger.ts";
import { createMailer, type Mailer } from "./mail/mailer.ts";
import { createFireDrillJob } from "./menus/fire-drill/job.ts";
import type { Menus } from "./menus/menus.ts";
import { createRolloutJob } from "./menus/rollout/job.ts";
import type { SharedLanes } from "./orders/dispatch/shared-lanes.ts";
import type { PosRegistry } from "./pos/registry.ts";
import { createEraseJob } from "./retention/erase.ts";
import { createRetentionJob } from "./retention/job.ts";
import { createImportSweep } from "./stores/mappings/sweep.ts";
import { createKeyEnd } from "./stores/provisioning/key-end.ts";
import type { Ids } from "./stores/resolve-ids.ts";

/** What goes on beside PAR's calls and the pages: what follows the feed, jobs, seals of the audit. */
export interface Background extends AsyncDisposable {
  feedRunner: FeedRunner;
  jobs: JobRunner;
  auditSealer: AuditSealer;
  /** Null where no mail server is set. */
  mailer: Mailer | null;
}

interface BackgroundDeps {
  /** That of the pages: what they show may be late, and an order may not. */
  db: Database;
  vault: Vault;
  pos: PosRegistry;
  menus: Menus;
  findStore: Ids["findStore"];
  lanes: SharedLanes;
  config: Config;
  now: () => Date;
  ledgerNow: () => LedgerNow;
  /** The name of this process in leases. */
  worker: string;
  log: Logger;
}

/** Puts the background together; nothing of it runs before it is started. */
export function createBackground(deps: BackgroundDeps): Background {
  const { db, vault, pos, menus, findStore, lanes, config, now, ledgerNow, worker, log } = deps;
  const { timings } = config;
  const news = {
    ask: async (tx: FeedTransaction) => askForLook({ orm: tx }, ledgerNow()),
    wake: () => jobs.wake(),
  };
  const consumers = [createIssueKeeper({ now, ledgerNow, news })];
  const feedRunner = createFeedRunner({ db, consumers, now, log });
  const auditSealer = createAuditSealer({ db, now, log });
  const mailer = createMailer(config.mail);
  const alertSender = createAlertSender({
    mailer,
    guard: { allowLoopbackHttp: config.allowLoopbackHttp },
    now,
  });
  const { hasMail } = alertSender;
  const handlers = [
    createAlertLook({ db, now, ledgerNow, hasMail, adminUrl: config.adminUrl }),
    createDelivery({ db, vault, sender: alertSender, now }),
    createImportSweep({ db, now }),
    createRetentionJob({
      ...{ db, ledgerNow, log },
      keepPartitions: (keeping) => keepBodyPartitions(config.databaseUrl, keeping),
    }),
    createEraseJob({ db, now }),
    createKeyEnd({ db, vault, now }),
    createStoreWatch({ db, ledgerNow }),
    createFireDrillJob({
      ...{ db, menus, pos, timings, now },
      ...{ findStore, lanes },
    }),
    createRolloutJob({ db, menus, now, worker }),
    createResetMails({ db, now, mailer, adminUrl: config.adminUrl }),
  ];
  const jobs = createJobRunner({ db, handlers, worker, ledgerNow, log });

  return {
    ...{ feedRunner, jobs, auditSealer, mailer },
    async [Symbol.asyncDispose]() {
      await feedRunner[Symbol.asyncDispose]();
      await jobs[Symbol.asyncDispose]();
      await alertSender[Symbol.asyncDispose]();
      await auditSealer[Symbol.asyncDispose]();
    },
  };
}
