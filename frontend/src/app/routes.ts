/** Every address of the front end and the page behind it. Pages are fetched when they are needed. */
import type { PageModule, Route } from "../core/router.svelte";
import { allWords } from "../core/words";

/** A page beyond the first one brings the rest of the words with it. */
const page = (path: string, load: () => Promise<PageModule>, needs?: Route["needs"]): Route => ({
  path,
  needs,
  load: async () => (await Promise.all([load(), allWords()]))[0],
});

export const routes: Route[] = [
  { path: "/", load: () => import("../pages/FrontPage.svelte") },
  page("/sign-in", () => import("../accounts/SignIn.svelte")),
  page("/sign-up", () => import("../accounts/SignUp.svelte")),
  page("/confirm", () => import("../accounts/Confirm.svelte")),
  page("/forgotten-password", () => import("../accounts/ForgottenPassword.svelte")),
  page("/reset", () => import("../accounts/ResetPassword.svelte")),
  page("/demo", () => import("../accounts/DemoDoor.svelte")),
  page("/opportunities", () => import("../opportunities/OpportunityList.svelte")),
  page("/opportunities/new", () => import("../opportunities/OpportunityEditor.svelte"), "person"),
  page("/opportunities/:id", () => import("../opportunities/OpportunityPage.svelte")),
  page("/opportunities/:id/edit", () => import("../opportunities/OpportunityEditor.svelte"), "person"),
  page("/organisations", () => import("../organisations/OrganisationList.svelte")),
  page("/organisations/:id", () => import("../organisations/OrganisationPage.svelte")),
  page("/start", () => import("../matches/StartPage.svelte")),
  page("/today", () => import("../matches/TodayPage.svelte"), "person"),
  page("/matches", () => import("../matches/MatchesPage.svelte"), "person"),
  page("/matches/:market/:id", () => import("../matches/MatchPage.svelte"), "person"),
  page("/saved", () => import("../matches/SavedPage.svelte"), "person"),
  page("/opportunities/:id/candidates", () => import("../matches/CandidatesPage.svelte"), "person"),
  page("/organisation", () => import("../organisations/OrganisationHome.svelte"), "person"),
  page("/profile", () => import("../profiles/ProfileEditor.svelte"), "person"),
  page("/profile/cv", () => import("../profiles/CvPage.svelte"), "person"),
  page("/funding-calls", () => import("../funding/FundingList.svelte")),
  page("/funding-calls/new", () => import("../funding/FundingEditor.svelte"), "person"),
  page("/funding-calls/:id", () => import("../funding/FundingPage.svelte")),
  page("/funding-calls/:id/edit", () => import("../funding/FundingEditor.svelte"), "person"),
  page("/spaces", () => import("../spaces/SpaceList.svelte")),
  page("/spaces/new", () => import("../spaces/SpaceEditor.svelte"), "person"),
  page("/spaces/:id", () => import("../spaces/SpacePage.svelte")),
  page("/spaces/:id/edit", () => import("../spaces/SpaceEditor.svelte"), "person"),
  page("/places/new", () => import("../spaces/PlaceEditor.svelte"), "person"),
  page("/places/:id", () => import("../spaces/PlacePage.svelte")),
  page("/places/:id/edit", () => import("../spaces/PlaceEditor.svelte"), "person"),
  page("/mentors", () => import("../mentoring/MentorList.svelte")),
  page("/mentors/:id", () => import("../mentoring/MentorPage.svelte")),
  page("/programmes", () => import("../cohorts/ProgrammeList.svelte")),
  page("/programmes/:id", () => import("../cohorts/ProgrammePage.svelte")),
  page("/calls/:id", () => import("../cohorts/CallPage.svelte")),
  page("/search", () => import("../pages/SearchPage.svelte")),
  page("/about", () => import("../pages/About.svelte")),
  page("/privacy", () => import("../pages/Privacy.svelte")),
  page("/accessibility", () => import("../pages/Accessibility.svelte")),
];

export const missing = page("", () => import("../pages/NotFound.svelte"));
