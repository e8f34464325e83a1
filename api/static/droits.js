// Completes htmx on the page of a household: without this file everything still works.
"use strict";

const ouverts = new Set();

// A droit that was open stays open when the results are recalculated.
document.addEventListener("htmx:beforeSwap", () => {
  ouverts.clear();
  document.querySelectorAll("#resultats details[open][id]").forEach((d) => ouverts.add(d.id));
});

document.addEventListener("htmx:afterSwap", () => {
  ouverts.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
});

// The why of a droit opens and closes in place; it is asked once.
document.addEventListener("htmx:beforeRequest", (evenement) => {
  const bouton = evenement.detail.elt;
  if (!bouton.matches(".pourquoi")) return;
  const reponse = bouton.nextElementSibling;
  if (!reponse.hasChildNodes()) return;
  evenement.preventDefault();
  reponse.hidden = !reponse.hidden;
  bouton.setAttribute("aria-expanded", String(!reponse.hidden));
});

document.addEventListener("htmx:afterSwap", (evenement) => {
  const bouton = evenement.detail.requestConfig?.elt;
  if (bouton?.matches(".pourquoi")) bouton.setAttribute("aria-expanded", "true");
  if (evenement.detail.target.matches(".reponse-outil")) evenement.detail.target.focus();
});

// A question leads to its field: unfold what hides it, then give it the focus.
document.addEventListener("click", (evenement) => {
  const lien = evenement.target.closest?.("a.vers-champ");
  const champ = lien && document.getElementById(lien.hash.slice(1));
  if (!champ) return;
  for (let pli = champ.closest("details"); pli; pli = pli.parentElement.closest("details")) pli.open = true;
  setTimeout(() => { champ.focus(); champ.scrollIntoView({ block: "center" }); });
});

// What is picked in a list before its button is pressed changes no droit.
document.addEventListener("change", (evenement) => {
  if (evenement.target.matches("[data-sans-calcul]")) evenement.stopPropagation();
}, true);

// A request cut by the change of page is no failure.
let parti = false;
addEventListener("submit", () => { parti = true; });
addEventListener("pageshow", () => { parti = false; });

["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((panne) => {
  document.addEventListener(panne, (evenement) => {
    if (!parti) prevenir(evenement.detail.xhr);
  });
});

// Faults found while typing are listed beside the results: mark their fields too, and unmark the others.
document.addEventListener("htmx:afterRequest", (evenement) => {
  if (!evenement.detail.successful) return;
  document.querySelectorAll("[aria-invalid]").forEach((champ) => {
    champ.removeAttribute("aria-invalid");
    champ.removeAttribute("aria-describedby");
    document.getElementById(`${champ.id}-erreur`)?.remove();
  });
  document.querySelectorAll("#a-corriger [data-champ]").forEach(marquer);
});

function marquer(lien) {
  const champ = document.getElementById(lien.dataset.champ);
  if (!champ || document.activeElement === champ) return;
  const message = document.createElement("p");
  message.className = "erreur";
  message.id = `${champ.id}-erreur`;
  message.textContent = `▲ ${lien.dataset.message}`;
  (champ.closest(".case") ?? champ).before(message);
  champ.setAttribute("aria-invalid", "true");
  champ.setAttribute("aria-describedby", message.id);
  champ.closest("details")?.setAttribute("open", "");
}

function prevenir(xhr) {
  const zone = document.getElementById("a-corriger");
  if (!zone) return;
  const detail = raison(xhr) || "Le serveur ne répond pas : réessayez dans un moment.";
  const alerte = document.createElement("div");
  alerte.className = "alerte";
  const texte = document.createElement("p");
  texte.textContent = `Le calcul n’a pas abouti. ${detail}`;
  alerte.append(texte);
  zone.replaceChildren(alerte);
  document.getElementById("annonce").textContent = "Le calcul n’a pas abouti.";
}

// A refusal is one of our pieces of page, or a problem; anything else does not come from us.
function raison(xhr) {
  const recu = new DOMParser().parseFromString(xhr?.responseText ?? "", "text/html");
  const alerte = recu.querySelector(".alerte p");
  if (alerte) return alerte.textContent;
  try {
    return JSON.parse(xhr.responseText).detail;
  } catch {
    return "";
  }
}
