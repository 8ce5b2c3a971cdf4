import type { z } from "zod";
import type { workPageSchema } from "../../../../server/features/works/routes.ts";
import type { worksSchema } from "../../../../server/features/works/view.ts";

/** Answers of the works feature. */
export type WorkPage = z.output<typeof workPageSchema>;
export type WorkList = z.output<typeof worksSchema>;
