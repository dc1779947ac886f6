"""Pictures of Indonesian home-industry labels with the truth known, and how well they are read.

`python -m bench.labels` draws packs from a seed, reads them as `flask standards label` does and counts. Half are labels of our
own maker, half of eleven other layouts in eighteen other faces; every second pack lacks one to three elements or says something
else than is declared.

What real photos have and these do not, so that nobody takes a figure from here for a promise:

- Folds that hide letters, print rubbed off by oil and fingers, stickers half peeled, hand-written dates and ball-pen
  corrections over print; here whatever is printed can be read by a person.
- Letters burnt out by glare: here a spot is haze through which print still shows.
- True optics: focus that changes over a deep pack, colour fringes, a phone's own sharpening and its night mode; here blur is the
  same all over and noise has no colour of its own.
- Transparent film over bent, torn or foiled labels with mirror images of the room; text that shines through from the back.
- Designers' layouts: letters with outlines and shades, words bent round pictures, names drawn as logos, white letters on photos.
- A hand in the picture, other packs with their own labels beside it, shop shelves.
- The official halal mark, which we do not ship, and real brands; Indonesian regional languages.
- Errors of makers that nobody thought of. Wordings here come from labels and texts that we have seen, and the rules were
  written by people who know these pictures: unseen labels are read less well.
"""
