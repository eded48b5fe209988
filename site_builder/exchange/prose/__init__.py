"""Reading English news prose: layout, quotations, sentences, attributions, speakers. Rules and word lists, no model."""
