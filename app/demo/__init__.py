"""The example shop: makers, goods and orders in every state, loaded through the real services as people would act.

`data/demo` holds who and what; `cast` the people, `makers` the gerai, `goods` the products, `scores` what the curator saw, `brands` brand kits and packaging, `buying` the orders, `batches` what was cooked and recalled, `desk` money given back without a note, `requesting` gifts that an agency asks for,
`load` the order of it all and when it refuses.
"""
