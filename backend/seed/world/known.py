"""Real and well-known names that nothing invented may bear."""

from backend.core.text import fold

ORGANISATIONS = frozenset(
    fold(name)
    for name in (
        "Casa da Música|Fundação de Serralves|Serralves|Universidade do Porto|Universidade do Minho|UTAD|"
        "Universidade de Trás-os-Montes e Alto Douro|Universidade Católica Portuguesa|Instituto Politécnico do Porto|"
        "Instituto Politécnico do Cávado e do Ave|Instituto Politécnico de Bragança|Instituto Politécnico de Viana do Castelo|"
        "Escola Superior Artística do Porto|Escola Superior de Artes e Design|UPTEC|INESC TEC|Startup Braga|Startup Porto|"
        "gnration|Theatro Circo|Teatro Nacional São João|Teatro Rivoli|Teatro Municipal do Porto|Maus Hábitos|Plano B|"
        "Centro Cultural Vila Flor|A Oficina|Casa das Artes de Famalicão|Museu do Douro|Museu do Côa|Museu Nacional Soares dos Reis|"
        "Museu de Alberto Sampaio|Museu da Chapelaria|Oliva Creative Factory|Fábrica de Santo Thyrso|AvePark|"
        "Parque de Ciência e Tecnologia da Maia|TecMaia|Regia Douro Park|Brigantia Ecopark|Citeve|CITEVE|CeNTI|CTCP|"
        "Jornal de Notícias|Diário do Minho|Correio do Minho|Porto Canal|Rádio Nova|Rádio Universitária do Minho|RUM|"
        "O Comércio do Porto|Mensageiro de Bragança|A Voz de Trás-os-Montes|Porto Editora|Farfetch|Feedzai|Blip|Critical TechWorks|"
        "Bordallo Pinheiro|Vista Alegre|Viarco|Claus Porto|Ach Brito|Burel Factory|Boca do Lobo|Nonius|Sonae|Super Bock|"
        "Bial|Continental|Efacec|Mota-Engil|Amorim|Colquímica|Curtas Vila do Conde|Agência da Curta Metragem|Solar|"
        "Cinema Batalha|Coliseu do Porto|Hard Club|Casa da Arquitectura|Bienal de Cerveira|Fundação Bienal de Arte de Cerveira|"
        "Teatro Sá da Bandeira|Centro de Arte Oliva|Circo Contemporâneo|Teatro de Vila Real|Teatro Municipal de Bragança|"
        "Centro de Arte Contemporânea Graça Morais|ANJE|Portugal Ventures|Beta-i|Startup Lisboa|Fábrica de Unicórnios"
    ).split("|")
)

PEOPLE = frozenset(
    fold(name)
    for name in (
        "António Costa|Mário Soares|Jorge Sampaio|Rui Moreira|Rui Costa|Fernando Santos|Jorge Mendes|Vítor Pereira|"
        "Paulo Fonseca|Pedro Nunes|Fernando Gomes|Luís Montenegro|Miguel Torres|Manuel Alegre|Sara Sampaio|Paulo Sousa|"
        "Nuno Gomes|Ricardo Carvalho|Ricardo Pereira|Sérgio Godinho|Rui Veloso|Pedro Abrunhosa|Ana Moura|Mariza|Carlos Moreira|"
        "Eduardo Souto de Moura|Álvaro Siza|Rosa Mota|Carlos Lopes|Fernanda Ribeiro|Vanessa Fernandes|Joana Vasconcelos|"
        "Agustina Bessa|Eugénio Andrade|Miguel Oliveira|João Sousa|Rui Patrício|Diogo Costa|Nuno Mendes|Bernardo Silva|"
        "André Silva|Luísa Sobral|Salvador Sobral|David Carreira|Carlos Queirós|Eça de Queirós|Rui Vitória|Mário Cláudio|"
        "Paulo Portas|Pedro Santos|Catarina Martins|Rui Tavares|Mariana Mortágua|Carlos Moedas|Cristina Ferreira"
    ).split("|")
)


def is_known(name: str, among: frozenset[str]) -> bool:
    """True if somebody real is called like that."""
    return fold(name) in among
