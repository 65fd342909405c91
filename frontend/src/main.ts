/** Where it starts: words and session are fetched side by side, then the shell is put in place. */
import "./core/css/main.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { missing, routes } from "./app/routes";
import { startRouter } from "./core/router.svelte";
import { refreshSession } from "./core/session.svelte";
import { allWords, preferredLang, speak } from "./core/words";

void refreshSession();
await speak(preferredLang());
await startRouter(routes, missing);
mount(App, { target: document.getElementById("app")! });
void allWords();
