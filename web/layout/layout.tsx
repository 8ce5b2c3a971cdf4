import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link, NavLink, Outlet, ScrollRestoration, useNavigation } from "react-router";
import { AnnouncerProvider } from "./announcer.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { Seal } from "./seal.tsx";
import { SiteFooter } from "./site-footer.tsx";

const sections = [
  { to: "/", label: "nav.search" },
  { to: "/verify", label: "nav.verify" },
  { to: "/catalogues", label: "nav.catalogues" },
  { to: "/institutions", label: "nav.institutions" },
] as const;

/** What every page stands in: skip link, header, the page, footer. */
export function Layout() {
  const { t } = useTranslation();
  const isNavigating = useNavigation().state !== "idle";
  return (
    <AnnouncerProvider>
      <button type="button" className="skip-link" onClick={focusMain}>
        {t("nav.skip")}
      </button>
      <header className="site-header">
        <div className="site-header__inner">
          <Link className="brand" to="/">
            <Seal />
            <span>{t("app.name")}</span>
          </Link>
          <nav aria-label={t("nav.label")}>
            <ul className="site-nav">
              {sections.map(({ to, label }) => (
                <li key={to}>
                  <NavLink to={to} end={to === "/"}>
                    {t(label)}
                  </NavLink>
                </li>
              ))}
            </ul>
          </nav>
          <LanguageSwitch />
        </div>
      </header>
      <main id="main" tabIndex={-1} aria-busy={isNavigating}>
        <Suspense>
          <Outlet />
        </Suspense>
      </main>
      <SiteFooter />
      <ScrollRestoration />
    </AnnouncerProvider>
  );
}

/** A link to #main would be a history entry, and so a new search. */
function focusMain(): void {
  document.getElementById("main")?.focus();
}
