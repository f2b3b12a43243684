/** What the shop sells: name, description, price in cents. The name makes the slug, and the slug the id: rename with care. */
type Entry = readonly [name: string, description: string, priceCents: number]

export const catalogue: Readonly<Record<string, readonly Entry[]>> = {
  Kitchen: [
    [
      'Ash Cutting Board',
      'Solid end-grain ash, oiled by hand, with a groove that catches the juice.',
      5400,
    ],
    [
      'Cast Iron Skillet',
      'Seasoned three times and ready for the fire. It will outlive the stove.',
      6900,
    ],
    [
      'Copper Measuring Cups',
      'Four cups on a ring, engraved so that the numbers never wash off.',
      3250,
    ],
    [
      'Enamel Saucepan',
      'One and a half litres, a lid that fits, and a handle that stays cool.',
      4800,
    ],
    ['Linen Tea Towels', 'A set of three that dry glasses without leaving a thread behind.', 2400],
    [
      'Pepper Mill No. 2',
      'Beech outside, hardened steel inside, six settings from dust to crack.',
      3900,
    ],
    [
      'Pour-Over Kettle',
      'A slender spout for a slow, even pour. Holds nine tenths of a litre.',
      7200,
    ],
    [
      'Serrated Bread Knife',
      'Twenty-four centimetres that leave the crumb as airy as it was.',
      5950,
    ],
    [
      'Stoneware Mixing Bowl',
      'Heavy enough to stand still while you knead, with a lip for pouring.',
      4100,
    ],
  ],
  'Desk and Paper': [
    ['Brass Ruler', 'Thirty centimetres of solid brass that gets better looking with use.', 1850],
    [
      'Cloth-Bound Notebook',
      'One hundred and sixty dotted pages that lie flat from the first to the last.',
      1600,
    ],
    [
      'Cork Desk Mat',
      'Quiet under the keyboard, warm under the wrist, wiped clean in a second.',
      3400,
    ],
    ['Drafting Pencil Set', 'Eight grades from 4H to 4B in a tin that closes with a click.', 2100],
    ['Fountain Pen, Fine', 'A steel nib tuned by hand, with a converter and two cartridges.', 6400],
    [
      'Letterpress Cards',
      'Ten blank cards pressed into thick cotton paper, envelopes included.',
      1950,
    ],
    ['Paper Knife', 'A blade of dark walnut, for post that deserves to be opened properly.', 1400],
    [
      'Task Lamp',
      'One arm, two joints, and a light that is warm at night and clear by day.',
      11900,
    ],
    ['Wooden Pen Tray', 'Three grooves and a well for everything that otherwise rolls away.', 2700],
  ],
  'Bed and Bath': [
    ['Bath Brush', 'Sisal bristles on a long beech handle, with a loop to hang it up dry.', 1900],
    ['Feather Pillow', 'Filled with duck feather and down, covered in tightly woven cotton.', 5200],
    [
      'Flannel Sheet Set',
      'Brushed on both sides, for the months in which the floor is cold.',
      8900,
    ],
    ['Lavender Soap Bar', 'Cold-processed with olive oil and left to cure for six weeks.', 850],
    ['Merino Throw', 'Woven in one piece and light enough to take along on the train.', 12900],
    ['Teak Bath Mat', 'Slats that let the water through and never feel cold underfoot.', 6600],
    [
      'Terry Bath Towel',
      'Heavy, soft and quick to dry: two of these three are usually a lie.',
      3300,
    ],
    [
      'Waffle Bathrobe',
      'A thin cotton weave with deep pockets and a belt that cannot get lost.',
      7800,
    ],
    ['Wool Duvet', 'Warm in winter and not too warm in summer. Fits a double bed.', 15900],
  ],
  Garden: [
    [
      'Bird Feeder',
      'Larch wood, with a roof that lifts off so that it can be filled from above.',
      3600,
    ],
    ['Copper Watering Can', 'Two litres, a long neck, and a rose fine enough for seedlings.', 6200],
    ['Garden Twine', 'Eighty metres of green jute in a tin with a hole and a blade.', 1100],
    ['Hand Trowel', 'A forged blade with marks for depth, on a handle of ash.', 2250],
    [
      'Herb Seed Collection',
      'Twelve packets from basil to thyme, with a calendar of what goes when.',
      1800,
    ],
    ['Kneeling Pad', 'Thick waxed canvas over a core that does not give up after a season.', 2900],
    ['Pruning Shears', 'Forged steel, replaceable in every part, and sharp for a long time.', 4900],
    ['Terracotta Planter', 'Fired hot enough for frost, with a saucer of the same clay.', 3100],
    ['Willow Basket', 'Woven wet and dried slowly; carries apples, kindling or the laundry.', 4400],
  ],
  Travel: [
    [
      'Canvas Weekender',
      'Waxed canvas with leather handles, made for two nights and a book.',
      14900,
    ],
    [
      'Folding Umbrella',
      'Eight ribs of fibreglass and a canopy that turns itself right again.',
      4200,
    ],
    [
      'Leather Luggage Tag',
      'Vegetable-tanned, with a flap that keeps your address to yourself.',
      1750,
    ],
    ['Packing Cubes', 'Three sizes in a light weave, see-through on one side.', 2950],
    ['Passport Wallet', 'Room for two passports, four cards and the boarding pass.', 3850],
    ['Sleep Mask', 'Silk outside, soft inside, and dark even by the window seat.', 2200],
    ['Steel Water Bottle', 'Keeps tea hot through a morning and water cold through a day.', 3150],
    ['Travel Mug', 'Closes so tightly that it may lie down in the bag.', 2800],
    [
      'Wool Travel Blanket',
      'Rolls into its own strap and has crossed several borders already.',
      8400,
    ],
  ],
  'Games and Play': [
    ['Backgammon Roll', 'A board of cork that rolls up around its own stones and dice.', 5600],
    [
      'Beech Building Blocks',
      'Sixty pieces in eleven shapes, sanded round and left without paint.',
      4700,
    ],
    ['Chess Set, Weighted', 'Maple and walnut pieces that stay where they are put.', 9800],
    ['Dominoes in a Box', 'Twenty-eight tiles with a lid that slides, as it should be.', 2600],
    [
      'Jigsaw of the Harbour',
      'A thousand pieces of thick board, and only a little too much sky.',
      2450,
    ],
    ['Juggling Balls', 'Three leather balls filled with millet: they land and they lie.', 1900],
    ['Playing Cards, Linen', 'Two decks that shuffle softly and survive a long evening.', 1500],
    ['Tin Kite', 'Folds into a tin the size of a biscuit and flies in a light breeze.', 2100],
    [
      'Wooden Spinning Tops',
      'Four tops turned from four woods; each of them spins differently.',
      1300,
    ],
  ],
}
