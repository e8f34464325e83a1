"""Results written as JSON; the answers of one call of the engine share most of their droits."""

from collections.abc import MutableMapping

from simulations.resultat import Resultat

_DEBUT = frozenset({"mois", "versions", "totaux"})


def ecrire_json(resultat: Resultat, partage: MutableMapping[int, bytes]) -> bytes:
    """Write a result as `model_dump_json` does, each droit once for all the results that hold it.

    Args:
        resultat: what to write.
        partage: the droits already written, by identity: only for results that live as long as it.
    """
    droits: list[bytes] = []
    for droit in resultat.droits:
        if id(droit) not in partage:
            partage[id(droit)] = droit.model_dump_json().encode()
        droits.append(partage[id(droit)])
    debut = resultat.model_dump_json(include=set(_DEBUT)).encode()
    fin = resultat.model_dump_json(exclude={*_DEBUT, "droits"}).encode()
    return b'%s,"droits":[%s],%s' % (debut[:-1], b",".join(droits), fin[1:])
