#!/usr/bin/env python3
"""Writes a site of made-up trade news to measure generators with.

    corpus.py --articles N --out DIR [--seed S] [--for blades]

DIR/content/briefings/YYYY/MM/SLUG.md: N articles of 300 to 700 words, spread evenly over ten years, with title, date,
author, summary, one or two of 200 vendors, one to three of 1,000 customers, two to four of 100 tags, one of 40 authors,
and links to older articles. How often a name occurs follows Zipf's law. The bytes depend on N and S alone: only
random.Random(text).random() is used, which gives the same numbers in every version of Python. Hugo and Eleventy read the
same files as Dateline; for Blades the same articles get front matter in TOML, and lie in one folder.
"""

import argparse
import itertools
import json
import os
import random
import sys
from bisect import bisect_left
from datetime import datetime, timedelta, timezone

START = datetime(2016, 2, 1, 7, 0, tzinfo=timezone.utc)
DAYS = 3650

GIVEN = "Ada Bram Chloe Darius Edith Femi Gita Hugo Imke Joao Kira Lars Mona Nils Olga Pavel Rita Sven Tess Uma".split()
FAMILY = "Adeyemi Berg Costa Dahl Ekman Fischer Grant Horvat Ito Jansen Khan Lund Maier Novak Olsen Park".split()
VENDOR = ["Ar Bel Cor Del Ev Fal Gan Hex Ir Jov".split(), "aro eco ina omo uta".split(),
          "Access Automation Broadband Instruments Laboratories Photonics Radio Software".split()]
CUSTOMER = ["Ande Bore Cala Dori Elbe Fjor Gale Hava Iste Jura Kare Lado Mira".split(), "lia mont nia stad vik".split(),
            "Broadband Cable Connect Fibre Mobile Municipal Networks Online Phone Ports Power Rail Telecom Telephone "
            "Towers Wireless".split()]
TAG = ["Access Backhaul Billing Cloud Core Cyber Data Edge Energy Fibre Optical Private Radio Roaming Rural Satellite "
       "Spectrum Transport Video Voice".split(), "contracts funding operations regulation research trials".split()]

# What the sentences are made of. {v} and {c} are the article's vendors and customers, {n} {m} {p} numbers, {y} a year.
WORDS = {
    "tech": "25G passive optics|a cloud-based mobile core|an open line system|automated fault management|"
            "cell-site routers|coherent pluggable transceivers|direct-to-device satellite links|fixed wireless access|"
            "fronthaul over Ethernet|hollow-core fibre|indoor small cells|network slicing|open radio interfaces|"
            "precision packet timing|private industrial networks|remote radio heads|segment routing|"
            "software-defined access|converged charging|voice over standalone 5G|wideband antennas",
    "city": "Aarhus|Accra|Bratislava|Brno|Cádiz|Curaçao|Eindhoven|Galway|Göteborg|Graz|Izmir|Łódź|Montréal|Napoli|"
            "Porto|Québec|Recife|Riga|Salvador|Sapporo|Tampere|Trondheim|Utrecht|Valparaíso|Wellington|Winnipeg",
    "job": "field demonstration|five-year agreement|framework contract|final round of bidding|modernisation programme|"
           "proof of concept|replacement programme|roll-out|second construction phase|network-sharing plan|"
           "small-scale pilot|supply contract",
    "kind": "broad|careful|closely watched|delayed|modest|much larger|national|publicly funded|regional|staged",
    "what": "service availability|call set-up time|capacity at the cell edge|transmission cost per bit|"
            "energy consumption per site|average installation time|jitter on the ring|monthly churn|packet loss|"
            "peak-hour throughput|mean time to restoration|the number of truck rolls",
    "why": "a change in the licence conditions|ageing equipment|national coverage obligations|demand from manufacturers|"
           "higher electricity prices|video traffic in the evening|a change of ownership|the end of the copper network|"
           "competition from cable operators|the bankruptcy of a supplier",
    "who": "a member of the supervisory board|an adviser to the regulator|the chief engineer|the commercial director|"
           "the finance director|the head of procurement|the head of transmission|the programme manager",
    "when": "at the start of the next budget year|before the licence is renewed|by the middle of next year|"
            "in the coming three quarters|not earlier than autumn|once the courts have ruled|"
            "when the last permits arrive|within thirty months",
    "verb": "confirmed|conceded|explained|insisted|repeated|said|suggested|told us",
}
WORDS = {key: text.split("|") for key, text in WORDS.items()}

TITLES = [
    "{c} takes {v} for {tech}",
    "{v} and {c} begin {kind} {job} in {city}",
    "{c} moves {n} sites to {tech}",
    "{v} keeps {c} after {kind} {job}",
    "{c} sees {what} improve by {p}% with {v}",
    "Why {c} left the {job} to {v}",
    "{city}: {c} and {v} put {tech} to the test",
    "{v} loses part of {job} at {c}",
    "{c} asks {v} for “{kind}” {job}",
    "{v} ships {tech} to {c}, {n} sites to follow",
]
SUMMARIES = [
    "{c} will buy {tech} from {v}; the {job} covers {n} sites and is to be complete {when}.",
    "A {kind} {job} in {city} brings {v} and {c} together, and {what} is the figure that both will watch.",
    "{v} has won a {kind} {job} at {c}. The reason given is {why}, and work begins {when}.",
    "After {why}, {c} has turned to {v} for {tech} and expects {what} to improve by {p}%.",
]
SENTENCES = [
    "{c} will take {tech} from {v} for {n} sites, most of them within an hour’s drive of {city}.",
    "Work on the {job} starts in {city} and is to reach the last site {when}.",
    "The two companies have dealt with each other since {y}, first over {tech} and later over spare parts.",
    "Behind the decision stands {why}, {who} of {c} {verb}, and not the price alone.",
    "In the trial {what} improved by {p}%, though only {m} sites took part and none of them was in a valley.",
    "Three other bidders were heard; one of them withdrew from the {job} after a dispute about {what}.",
    "Neither side names a sum, but a {kind} {job} of this size has cost between €{m} million and €{n} million elsewhere.",
    "“Ask us again when {what} has held for a year,” {who} {verb} in {city}.",
    "Until then the equipment installed in {y} stays in place, with {m} engineers on call to look after it.",
    "{v} promises that {tech} can be added later without another visit to the site.",
    "Competitors of {v} doubt it, and point to a {kind} {job} in {city} that ran {m} weeks late because of {why}.",
    "The contract ties {p}% of each payment to {what}, measured by an independent laboratory in {city}.",
    "{c} operates {n} sites today, after it shut down {m} of them in {y} because of {why}.",
    "Its suppliers have complained about {why} before, most loudly when the {job} was put off in {y}.",
    "For {v} the order matters because {tech} has so far been sold mainly in and around {city}.",
    "Training in {city} takes {m} days a crew, and every crew has to show that {what} does not suffer.",
    "The regulator wants a report about {what} {when}, and may ask for the source data as well.",
    "Analysts expect others to follow {when}, since {why} troubles all operators of comparable size.",
    "Software for {tech} arrives every {m} days, and {c} tests each version on {p}% of its lines first.",
    "A clause lets {c} terminate the {job} if {what} deteriorates by more than {p}% in any month.",
    "Staff from both companies share a floor in {city}, where {n} alarms a day are sorted by cause.",
    "{who} at {v} {verb} that the {job} needs {m} people less than a similar one did in {y}.",
    "Where {tech} does not pay, in {p}% of the area, {c} will rent lines from a neighbour.",
    "The tender listed {n} requirements; {v} met all but {m}, and was given until spring for the rest.",
    "Power is the open question: {tech} saves {p}% at a busy site and almost nothing at a quiet one.",
    "Investors shrugged, and shares of the parent of {c} closed {p}% lower, which brokers put down to {why}.",
    "It is the third {kind} {job} that {v} has announced this year, and the first outside {city}.",
    "Old cabinets go back to {v}, which says that it can use {p}% of the components again.",
    "No subscriber should notice the change, {who} {verb}, except that {what} gets better {when}.",
    "A representative of {v} would not say whether {tech} is included in the price.",
]
STRESSED = [
    "**{c}** calls the plan *{kind}*, which in its language is praise.",
    "The figure to watch is **{what}**, and *not* the price.",
    "*{v}* speaks of a **{kind} success** and of more to come {when}.",
    "All of it depends on **{tech}**, which is *still* on trial.",
]
OUTWARD = [
    "The terms are in the buyer’s [notice of award](https://tenders.example/notices/{y}/{n}).",
    "{c} has put the [measurements](https://data.example/networks/{m}/{n}) on its website.",
    "The [technical paper](https://papers.example/{y}/{m}) of {v} leaves out {what}.",
]
INWARD = [
    "We wrote about [the steps that led to it]({u}) in an earlier briefing.",
    "There is more in [our report on the rival bid]({u}).",
    "Some of this was foreseen [when {c} last went to market]({u}).",
]
HEADINGS = ["Background", "Costs", "Open questions", "Reactions", "The contract", "The competition", "The schedule",
            "The technology", "What changes", "What comes next", "What is not known"]
QUOTED = [
    "We did not look for the cheapest offer. We looked for one that survives {why}.",
    "Show me {what} that I can measure, and I will sign.",
    "With {tech} the first site takes a month and the last one an afternoon.",
    "Our crews in {city} have seen every {job} there is, and this one is {kind}.",
]
LISTS = ["The {job} in short:", "What {c} gets:", "Agreed with {v}:"]
ITEMS = [
    "{n} sites with {tech} {when}",
    "{m} crews, trained in {city}",
    "{what} better by at least {p}%",
    "spare parts from **{v}** for ten years",
    "an end to equipment older than {y}",
    "a way out for {c} if {what} disappoints",
    "tests in {city} every {m} days",
]


def slugify(text):
    """Lower-case ASCII letters and digits, with single hyphens between."""
    runs = itertools.groupby(text.lower(), lambda c: c.isascii() and c.isalnum())
    return "-".join("".join(run) for word, run in runs if word)


class Dice:
    """All chance about one thing, from a name of that thing."""

    def __init__(self, *name):
        self.roll = random.Random("/".join(map(str, name))).random

    def number(self, low, high):
        return low + int(self.roll() * (high - low + 1))

    def one(self, items):
        return items[int(self.roll() * len(items))]

    def shuffled(self, items):
        return sorted(items, key=lambda _: self.roll())


class Pool:
    """Names, the first of them far more frequent than the last."""

    def __init__(self, dice, parts, size, exponent):
        names = ["".join(chosen[:-1]) + " " + chosen[-1] for chosen in itertools.product(*parts)]
        self.names = dice.shuffled(names)[:size]
        assert len({slugify(name) for name in self.names}) == size
        self.weights = list(itertools.accumulate((k + 1) ** -exponent for k in range(size)))

    def some(self, dice, count):
        found = {}
        while len(found) < count:
            found[self.names[bisect_left(self.weights, dice.roll() * self.weights[-1])]] = True
        return list(found)


class Corpus:
    def __init__(self, articles, seed):
        self.articles, self.seed = articles, seed
        dice = Dice(seed, "names")
        self.vendors = Pool(dice, VENDOR, 200, 1.0)
        self.customers = Pool(dice, CUSTOMER, 1000, 1.0)
        self.tags = Pool(dice, TAG, 100, 0.6)
        self.authors = Pool(dice, [GIVEN, FAMILY], 40, 0.0)

    def fill(self, dice, patterns, article, **more):
        """One of the patterns, in words; begins with a capital."""
        words = {key: dice.one(choice) for key, choice in WORDS.items()}
        text = dice.one(patterns).format(
            v=dice.one(article["vendors"]), c=dice.one(article["customers"]), n=dice.number(80, 4200),
            m=dice.number(3, 70), p=dice.number(2, 45), y=article["when"].year - dice.number(1, 5), **words, **more)
        return text[0].upper() + text[1:]

    def article(self, number):
        """The metadata of an article. Links to it ask for this as well, so it is quick."""
        dice = Dice(self.seed, "article", number)
        article = {
            "when": START + timedelta(minutes=int(DAYS * 1440 * (number + 0.5) / self.articles)),
            "vendors": self.vendors.some(dice, 2 if dice.roll() < 0.4 else 1),
            "customers": self.customers.some(dice, dice.number(1, 3)),
            "tags": self.tags.some(dice, dice.number(2, 4)),
            "author": dice.one(self.authors.names),
        }
        article["title"] = self.fill(dice, TITLES, article)
        article["summary"] = self.fill(dice, SUMMARIES, article)
        slug = f"{slugify(article['title'])[:60].strip('-')}-{number + 1}"
        article["path"] = f"briefings/{article['when']:%Y/%m}/{slug}"
        return article

    def body(self, number, article):
        dice = Dice(self.seed, "body", number)
        pool = itertools.cycle(dice.shuffled(range(len(SENTENCES))))
        words = 0

        def paragraph(*extra):
            nonlocal words
            lines = [self.fill(dice, [SENTENCES[next(pool)]], article) for _ in range(dice.number(3, 5))]
            for line in extra:
                lines.insert(dice.number(1, len(lines)), line)
            text = " ".join(lines)
            words += text.count(" ") + 1
            return text

        def inward():
            older = self.article(int(dice.roll() * number) if number else self.articles - 1)
            return self.fill(dice, INWARD, article, u=f"/{older['path']}/")

        wanted = dice.number(300, 700)
        sections = dice.shuffled(HEADINGS)[: dice.number(2, 3)]
        links = dice.number(1, 3)
        yield paragraph(self.fill(dice, OUTWARD, article), self.fill(dice, STRESSED, article))
        quoted, speaker = self.fill(dice, QUOTED, article), dice.one(self.authors.names)
        yield f"> “{quoted}”\n>\n> — *{speaker}*, {dice.one(article['customers'])}"
        for place, heading in enumerate(sections):
            yield f"## {heading}"
            extra = [self.fill(dice, STRESSED, article)] if dice.roll() < 0.6 else []
            yield paragraph(*extra, *([inward()] if place < links else []))
            if place == 0:
                mark = "1." if dice.roll() < 0.3 else "-"
                items = [f"{mark} {self.fill(dice, ITEMS, article)}" for _ in range(dice.number(3, 6))]
                words += 60
                yield self.fill(dice, LISTS, article)
                yield "\n".join(items)
            if place == 1 and dice.roll() < 0.1:
                rows = [self.fill(dice, ["| {city} | {n} | {p}% |"], article) for _ in range(dice.number(3, 5))]
                yield "\n".join(["| Area | Sites | Change |", "|:-----|------:|-------:|", *rows])
            while words < wanted * (place + 2) / (len(sections) + 1) and words < wanted - 40:
                yield paragraph(*([self.fill(dice, OUTWARD, article)] if dice.roll() < 0.15 else []))

    def blades(self, number, article):
        """The whole file for Blades, which takes a term's name as its path. A JSON string is a TOML string as well."""
        head = [f"title = {json.dumps(article['title'], ensure_ascii=False)}", f"date = {article['when']:%Y-%m-%dT%H:%M:00Z}"]
        head += [f"{key} = {json.dumps(article[key], ensure_ascii=False)}" for key in ("author", "summary")]
        head += [f"path = {json.dumps(os.path.dirname(article['path']))}", "[taxonomies]"]
        head += [f"{key} = {json.dumps([slugify(name) for name in article[key]])}" for key in ("vendors", "customers", "tags")]
        return "+++\n" + "\n".join(head) + "\n+++\n" + "\n\n".join(self.body(number, article)) + "\n"

    def text(self, number, article):
        """The whole file. A JSON string is a YAML string as well."""

        def yaml(value):
            return json.dumps(value, ensure_ascii=False)

        head = [f"title: {yaml(article['title'])}", f"date: {article['when']:%Y-%m-%dT%H:%M:00Z}"]
        head += [f"{key}: {yaml(article[key])}" for key in ("author", "summary", "vendors", "customers", "tags")]
        return "---\n" + "\n".join(head) + "\n---\n\n" + "\n\n".join(self.body(number, article)) + "\n"


def main():
    options = argparse.ArgumentParser(description="Writes a site of made-up trade news to measure generators with.")
    options.add_argument("--articles", type=int, required=True)
    options.add_argument("--out", required=True)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--for", dest="reader", choices=["neutral", "blades"], default="neutral")
    options = options.parse_args()
    if os.path.isdir(options.out) and os.listdir(options.out):
        sys.exit(f"corpus.py: {options.out} is not empty")
    corpus = Corpus(options.articles, options.seed)
    size = words = 0
    for number in range(options.articles):
        article = corpus.article(number)
        path = article["path"]
        if options.reader == "blades":
            text, path = corpus.blades(number, article), f"briefings/{os.path.basename(path)}"
        else:
            text = corpus.text(number, article)
        path = os.path.join(options.out, "content", path + ".md")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            size += file.write(text.encode())
        words += len(text.split())
    print(f"{options.articles:,} articles, {size / 1e6:,.1f} MB, {words / max(1, options.articles):,.0f} words each")


if __name__ == "__main__":
    main()
