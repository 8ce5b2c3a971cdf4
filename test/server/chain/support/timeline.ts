import type { Ledger } from "../../../../server/chain/ledger.ts";
import type { Anvil } from "./anvil.ts";
import { createSubmitter, type Submitter } from "./submitter.ts";
import { type Act, createLife, type Life, newWorld, type World } from "./world.ts";

/** The history of a ledger on a chain that a test mines, and takes back, block by block. */
export interface Timeline {
  readonly life: Life;
  /** The world as of the newest block. */
  readonly world: World;
  /** Adds blocks with random acts; the number of acts in each is random too, unless given. */
  grow(blocks: number, acts?: number): Promise<void>;
  /** Adds empty blocks, many at once. */
  rest(blocks: number): Promise<void>;
  /** Adds a block with these acts, each made for the world that the one before leaves. */
  add(...makers: ((world: World) => Promise<Act>)[]): Promise<void>;
  /** Takes the last blocks back: the chain is shorter then. */
  shorten(depth: number): Promise<void>;
  /** Puts as many empty blocks in the place of the last ones. */
  blank(depth: number): Promise<void>;
}

export interface TimelineOptions {
  readonly anvil: Anvil;
  readonly ledger: Ledger;
  readonly seed: number;
  /** Of metadata documents. */
  readonly digests: readonly string[];
}

/** A timeline that begins at the newest block. Blocks are mined by it alone. */
export async function createTimeline({ anvil, ledger, seed, digests }: TimelineOptions): Promise<Timeline> {
  await anvil.rpc("evm_setAutomine", false);
  const life = createLife(ledger, seed, digests);
  const submitters = new Map<string, Submitter>();
  let worlds: World[] = [newWorld];
  let acts = seed;

  function submitterOf({ sender }: Act): Submitter {
    const known = submitters.get(sender) ?? createSubmitter(anvil.chain, sender);
    submitters.set(sender, known);
    return known;
  }

  async function add(...makers: ((world: World) => Promise<Act>)[]): Promise<void> {
    let world = worlds.at(-1) ?? newWorld;
    const sent: string[] = [];
    for (const make of makers) {
      const act = await make(world);
      sent.push(await submitterOf(act).send(act.call));
      world = act.world;
    }
    await anvil.rpc("evm_mine");
    for (const hash of sent) {
      const receipt = await anvil.rpc<{ status: string } | null>("eth_getTransactionReceipt", hash);
      if (receipt?.status !== "0x1") throw new Error(`an act was not executed (${receipt?.status})`);
    }
    worlds.push(world);
  }

  function goBack(depth: number): void {
    worlds = worlds.slice(0, worlds.length - depth);
    for (const submitter of submitters.values()) submitter.resume();
  }

  /** Blocks in which nothing happened. */
  function fill(blocks: number): void {
    const world = worlds.at(-1) ?? newWorld;
    worlds.push(...Array.from({ length: blocks }, () => world));
  }

  return {
    life,
    get world() {
      return worlds.at(-1) ?? newWorld;
    },
    async grow(blocks, count) {
      for (let block = 0; block < blocks; block += 1) {
        acts = (acts * 7 + 3) % 11;
        await add(...Array.from({ length: count ?? acts % 4 }, () => life.act));
      }
    },
    async rest(blocks) {
      await anvil.mine(blocks);
      fill(blocks);
    },
    add,
    async shorten(depth) {
      await anvil.rpc("anvil_rollback", depth);
      goBack(depth);
    },
    async blank(depth) {
      await anvil.reorganise(depth);
      goBack(depth);
      fill(depth);
    },
  };
}
