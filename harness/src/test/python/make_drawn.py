"""Makes golden-drawn.json: what is dropped under given keys, by an implementation that shares nothing with the harness.

    python3 harness/src/test/python/make_drawn.py

Python's whole numbers and decimals only. Binomial probabilities come from their formula, not from a recurrence, with twice
the harness's digits; cells under blocks are counted one by one.
"""

import decimal
import json
import math
import pathlib

decimal.getcontext().prec = 100
FILE = (pathlib.Path(__file__).parent.parent
        / "resources/io/github/dropblock/harness/regularize/golden-drawn.json")
WORD = 2 ** 32


def philox(key, *counter):
    """Salmon et al. 2011, §4.3: ten rounds of two multiplications; the key grows between them."""
    left, right = (counter[0], counter[2]), (counter[1], counter[3])
    keys = [key % WORD, key // WORD % WORD]
    for _ in range(10):
        products = [0xD2511F53 * left[0], 0xCD9E8D57 * left[1]]
        left = (products[1] // WORD ^ right[0] ^ keys[0], products[0] // WORD ^ right[1] ^ keys[1])
        right = (products[1] % WORD, products[0] % WORD)
        keys = [(keys[0] + 0x9E3779B9) % WORD, (keys[1] + 0xBB67AE85) % WORD]
    return [left[0], right[0], left[1], right[1]]


def thresholds(trials, probability):
    """The first word that stands for more than n successes, for each n below the number of trials."""
    p = decimal.Decimal(probability)
    below, found = decimal.Decimal(0), []
    for n in range(trials):
        below += math.comb(trials, n) * p ** n * (1 - p) ** (trials - n)
        found.append(int((below * WORD).to_integral_value(decimal.ROUND_HALF_EVEN)))
        if found[-1] == WORD:
            break
    return found


def corners(case):
    down, across = case["height"] - case["blockSize"] + 1, case["width"] - case["blockSize"] + 1
    places = down * across
    table = thresholds(places, case["gamma"])
    for image in range(case["images"]):
        for channel in range(case["channels"]):
            word = philox(case["seed"], 0, channel // 4, image, case["iteration"])[channel % 4]
            count = sum(word >= threshold for threshold in table)
            chosen = set()
            for i, highest in enumerate(range(places - count, places)):
                word = philox(case["seed"], 1 + i // 4, channel, image, case["iteration"])[i % 4]
                place = word * (highest + 1) // WORD
                chosen.add(highest if place in chosen else place)
            plane = image * case["channels"] + channel
            yield from (plane * places + place for place in sorted(chosen))


def kept(case, found):
    across = case["width"] - case["blockSize"] + 1
    places = (case["height"] - case["blockSize"] + 1) * across
    dropped = set()
    for corner in found:
        plane, place = divmod(corner, places)
        top, left = divmod(place, across)
        dropped |= {(plane, top + y, left + x) for y in range(case["blockSize"]) for x in range(case["blockSize"])}
    return case["images"] * case["channels"] * case["height"] * case["width"] - len(dropped)


def blocks(seed, iteration, images, channels, height, width, size, gamma):
    case = {"seed": seed, "iteration": iteration, "images": images, "channels": channels, "height": height,
            "width": width, "blockSize": size, "gamma": gamma}
    found = list(corners(case))
    return case | {"corners": found, "kept": kept(case, found)}


def units(seed, iteration, images, units, rate):
    bound = round(rate * WORD)
    dropped = [image * units + unit for image in range(images) for unit in range(units)
               if philox(seed, unit // 4, 0, image, iteration)[unit % 4] < bound]
    return {"seed": seed, "iteration": iteration, "images": images, "units": units, "rate": rate, "dropped": dropped}


def main():
    # Random123 1.14.0, tests/kat_vectors: Python's own Philox is held to it as well.
    assert philox(0x299F31D0A4093822, 0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344) == [
        0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1]
    golden = {
        "blocks": [
            blocks(1, 0, 2, 5, 14, 14, 7, 0.0125),
            blocks(-7146520316520331234, 41, 1, 3, 9, 13, 4, 0.05),
            blocks(1234567890123456789, 2147483647, 3, 6, 2, 2, 2, 0.2),
            blocks(3, 7, 3, 4, 4, 4, 3, 0.08888888888888889),
            # Rows of more than 64 cells, and blocks wider than that.
            blocks(4, 8, 1, 2, 40, 70, 5, 0.004),
            blocks(5, 9, 1, 3, 70, 130, 66, 0.004),
            blocks(6, 10, 1, 2, 6, 7, 1, 0.95),
        ],
        "units": [
            units(1, 0, 2, 64, 0.5),
            units(-7146520316520331234, 41, 3, 10, 0.3),
            units(9, 2147483647, 1, 7, 0.0),
        ],
    }
    text = ",\n".join(f'"{kind}": [\n' + ",\n".join(json.dumps(case) for case in cases) + "\n]"
                      for kind, cases in golden.items())
    FILE.write_text("{\n" + text + "\n}\n")


main()
