import { describe } from "mocha";
import { newFolder } from "../database/support.ts";
import { crashBehaviour } from "./relayer/crashes.ts";
import { deliveryBehaviour } from "./relayer/delivery.ts";
import { embeddedRelayBehaviour } from "./relayer/embedded.ts";
import { faultBehaviour } from "./relayer/faults.ts";
import { refusalBehaviour } from "./relayer/refusals.ts";

describe("the relayer", function () {
  this.timeout(120_000);
  embeddedRelayBehaviour(newFolder);
  deliveryBehaviour(newFolder);
  faultBehaviour(newFolder);
  refusalBehaviour(newFolder);
  crashBehaviour(newFolder);
});
