import { createBrowserRouter, type RouteObject } from "react-router";
import { Layout } from "./layout/layout.tsx";
import { PageFailure } from "./layout/page-failure.tsx";
import { NotFoundPage } from "./pages/not-found.tsx";

/** Each page is its own chunk, fetched when it is first visited. */
const pages: RouteObject[] = [
  {
    index: true,
    lazy: async () => ({ Component: (await import("./pages/search/search-page.tsx")).SearchPage }),
  },
  {
    path: "works/:workId",
    lazy: async () => ({ Component: (await import("./pages/work/work-page.tsx")).WorkPage }),
  },
  {
    path: "verify",
    lazy: async () => ({ Component: (await import("./pages/verify/verify-page.tsx")).VerifyPage }),
  },
  {
    path: "catalogues",
    lazy: async () => ({
      Component: (await import("./pages/catalogues/catalogues-page.tsx")).CataloguesPage,
    }),
  },
  {
    path: "catalogues/:id",
    lazy: async () => ({
      Component: (await import("./pages/catalogues/catalogue-page.tsx")).CataloguePage,
    }),
  },
  {
    path: "institutions",
    lazy: async () => ({
      Component: (await import("./pages/institutions/institutions-page.tsx")).InstitutionsPage,
    }),
  },
  { path: "*", Component: NotFoundPage },
];

/** Until the first page's chunk is here: a flash of anything else would only distract. */
function Nothing() {
  return null;
}

export function createPagesRouter() {
  return createBrowserRouter([
    {
      path: "/",
      Component: Layout,
      HydrateFallback: Nothing,
      children: [{ ErrorBoundary: PageFailure, children: pages }],
    },
  ]);
}
