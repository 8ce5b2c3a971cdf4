import { z } from "zod";
import type { Chain } from "../../chain/connection.ts";
import type { Ledger } from "../../chain/ledger.ts";
import { tableHashes } from "../../domain/tables/index.ts";
import { type Route, route } from "../../http/route.ts";

const networkSchema = z
  .object({
    chainId: z.int(),
    embedded: z.boolean(),
    rpcPath: z.string().nullable().meta({ description: "JSON-RPC of the embedded chain, on this server" }),
    contracts: z.record(z.string(), z.string()),
    codeTables: z.record(z.string(), z.object({ id: z.string(), hash: z.string() })),
    demoAccounts: z
      .array(z.object({ role: z.string(), address: z.string(), privateKey: z.string() }))
      .meta({ description: "Of the embedded chain; their keys are public knowledge" }),
  })
  .meta({ id: "Network" });

export function networkRoutes({ chain, ledger }: { chain: Chain; ledger: Ledger }): Route[] {
  const { embedded, chainId } = chain;
  return [
    route(
      {
        method: "get",
        path: "/network",
        tag: "network",
        summary: "The chain, its contracts and the frozen code tables",
        response: networkSchema,
      },
      async () => ({
        chainId,
        embedded: embedded !== null,
        rpcPath: embedded ? "/rpc" : null,
        contracts: ledger.deployment.contracts,
        codeTables: tableHashes(),
        demoAccounts: embedded
          ? embedded.accounts.map(({ role, address, privateKey }) => ({ role, address, privateKey }))
          : [],
      }),
    ),
  ];
}
