"""The words of letters, a module for each who reads them or what they are about: facts in, an Indonesian letter out."""
