"""The first HTML of every page, for those who do not run scripts: titles, previews, linked data; feeds, sitemap."""
