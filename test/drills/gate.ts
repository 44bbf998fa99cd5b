import type { Database, LocationId } from "@parley/db";
import { until } from "../program.ts";

/**
 * Stops a transaction exactly between a statement and its COMMIT, from outside: deferred constraint triggers
 * run when the commit has begun. The product has no code for it. The triggers exist only in the drill's own
 * database, are created by its owner, and act on orders of the armed stores.
 */
export type GatePoint =
  /** A first sight's INSERT: crash points 03 and 04. */
  | "insert"
  /** The UPDATE that makes an order `placed`: crash points 15 and 16. */
  | "result";

export type GateMode =
  /** The connection is ended as by an administrator; the commit does not happen. */
  | "terminate"
  /** The commit waits until the gate is opened. */
  | "wait"
  /** The server reports that its disk is full (53100). */
  | "disk_full";

export interface ArmedGate {
  /** How many commits have reached it. */
  met(): Promise<number>;
  /** Resolves when this many commits wait at it. */
  waiting(count: number): Promise<void>;
  /** Lets the waiting transactions commit and removes the gate. */
  open(): Promise<void>;
  /** Resolves when all transactions that waited have committed. */
  settled(): Promise<void>;
}

export interface Gates {
  /** Arms a point for the next `shots` commits of a store's orders. */
  arm(gate: { point: GatePoint; mode: GateMode; locationId: LocationId; shots: number }): Promise<ArmedGate>;
}

const WITHIN_MS = 60_000;
const FIRST_LOCK = 880_000;

/** Installs the triggers, inert, in a drill's database. */
export async function openGates(owner: Database): Promise<Gates> {
  await owner.sql.unsafe(INSTALL);
  let made = 0;

  /** Waits until enough connections hold a lock, or wait for it. */
  async function locked(lock: number, granted: boolean, what: string, isEnough: (seen: number) => boolean) {
    await until(what, WITHIN_MS, async () => {
      const [row] = await owner.sql<{ seen: number }[]>`
        select count(*)::int as seen from pg_locks
        where locktype = 'advisory' and objid = ${lock} and granted = ${granted}
          and database = (select oid from pg_database where datname = current_database())`;
      return isEnough(row?.seen ?? 0);
    });
  }

  return {
    async arm({ point, mode, locationId, shots }) {
      made += 1;
      const id = made;
      const lock = FIRST_LOCK + id;
      const sequence = `drill_shots_${id}`;
      await owner.sql.unsafe(`create sequence ${sequence}; grant usage on sequence ${sequence} to public`);
      // The lock is held by this connection until the gate opens.
      const holder = mode === "wait" ? await owner.sql.reserve() : null;
      if (holder !== null) await holder`select pg_advisory_lock(${lock})`;
      await owner.sql`insert into drill_gates values (${id}, ${point}, ${mode}, ${locationId}, ${sequence}, ${shots}, ${lock})`;
      return {
        async met() {
          const [row] = await owner.sql.unsafe<{ met: number }[]>(
            `select least(case when is_called then last_value else 0 end, ${shots})::int as met from ${sequence}`,
          );
          return row?.met ?? 0;
        },
        waiting: (count) => locked(lock, false, `${count} commits wait`, (seen) => seen >= count),
        settled: () => locked(lock, true, "nobody is at the gate", (seen) => seen === 0),
        async open() {
          // The first statement after the server's death may use a connection that died with it.
          await until("the gate is taken away", WITHIN_MS, () =>
            owner.sql`delete from drill_gates where id = ${id}`.then(
              () => true,
              () => false,
            ),
          );
          // A server that was killed meanwhile has lost the lock.
          if (holder !== null) await holder`select pg_advisory_unlock(${lock})`.catch(() => {});
          holder?.release();
        },
      };
    },
  };
}

// A sequence keeps its count after a rollback, so a gate that ends its transaction still counts that commit.
const INSTALL = `
create table drill_gates (
  id int primary key, point text not null, mode text not null, location_id text not null,
  shots_name text not null, shots int not null, lock bigint not null
);
grant select on drill_gates to public;
create function drill_gate() returns trigger language plpgsql security definer as $body$
declare gate record;
begin
  for gate in select * from drill_gates where point = tg_argv[0] and location_id = new.location_id loop
    if nextval(gate.shots_name) > gate.shots then continue; end if;
    if gate.mode = 'terminate' then
      perform pg_terminate_backend(pg_backend_pid());
    elsif gate.mode = 'wait' then
      -- A commit that takes long, and not one that waits for another's lock.
      perform set_config('lock_timeout', '0', true);
      perform pg_advisory_xact_lock_shared(gate.lock);
    else
      raise exception 'could not extend file: No space left on device' using errcode = '53100';
    end if;
  end loop;
  return null;
end $body$;
create constraint trigger drill_gate_insert after insert on orders deferrable initially deferred
  for each row execute function drill_gate('insert');
create constraint trigger drill_gate_result after update on orders deferrable initially deferred
  for each row when (old.state in ('dispatching', 'unknown') and new.state = 'placed') execute function drill_gate('result');
`;
