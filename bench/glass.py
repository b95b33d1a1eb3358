import sys, xapian

db = xapian.WritableDatabase(sys.argv[1], xapian.DB_CREATE_OR_OVERWRITE)
for number, line in enumerate(sys.stdin):
    words = line.split()
    if not words:
        break
    doc = xapian.Document()
    doc.add_boolean_term("XS" + words[0])
    for word in words[1:]:
        doc.add_term(word)
    db.add_document(doc)
db.commit()
print("built", flush=True)
ask = xapian.Enquire(db)
ask.set_weighting_scheme(xapian.BM25Weight(1.2, 0, 1, 0.75, 0))
for line in sys.stdin:
    query = xapian.Query(xapian.Query.OP_OR, line.split())
    ask.set_query(xapian.Query(xapian.Query.OP_FILTER, query, xapian.Query("XSopen")))
    print(*(hit.docid - 1 for hit in ask.get_mset(0, 10)), flush=True)
