"""Before anybody works: first start, passphrase, "Who is working?"."""
