/**
 * What DCAT-AP_IT 1.1 asks of a catalogue, in shapes of our own (SHACL): every mandatory property of catalogue, dataset,
 * distribution, agent, contact point and licence, the controlled vocabularies, and the kinds of things that the European
 * profile (DCAT-AP 2) asks of whoever is pointed at.
 */
export const catalogueShapes = `
@prefix : <urn:trama:shapes#> .
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcatapit: <http://dati.gov.it/onto/dcatapit#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix locn: <http://www.w3.org/ns/locn#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

:Catalogue a sh:NodeShape ; sh:targetClass dcat:Catalog ;
  sh:class dcatapit:Catalog ; sh:nodeKind sh:IRI ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:minLength 3 ; sh:uniqueLang true ] ;
  sh:property [ sh:path dct:description ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:minLength 10 ; sh:uniqueLang true ] ;
  sh:property [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class dcatapit:Agent ; sh:class foaf:Agent ] ;
  sh:property [ sh:path dct:modified ; sh:minCount 1 ; sh:maxCount 1 ; sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:dateTime ] ) ] ;
  sh:property [ sh:path dct:issued ; sh:maxCount 1 ; sh:datatype xsd:date ] ;
  sh:property [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcatapit:Dataset ] ;
  sh:property [ sh:path dct:language ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:class dct:LinguisticSystem ;
    sh:pattern "^http://publications\\\\.europa\\\\.eu/resource/authority/language/[A-Z]{3}$" ] ;
  sh:property [ sh:path dcat:themeTaxonomy ; sh:minCount 1 ; sh:class skos:ConceptScheme ] ;
  sh:property [ sh:path foaf:homepage ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Document ] .

:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:class dcatapit:Dataset ; sh:nodeKind sh:IRI ;
  sh:property [ sh:path dct:identifier ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ; sh:minLength 3 ] ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:minLength 3 ; sh:uniqueLang true ] ;
  sh:property [ sh:path dct:description ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:minLength 10 ; sh:uniqueLang true ] ;
  sh:property [ sh:path dct:modified ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:date ] ;
  sh:property [ sh:path dct:issued ; sh:maxCount 1 ; sh:datatype xsd:date ] ;
  sh:property [ sh:path dcat:theme ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:class skos:Concept ;
    sh:pattern "^http://publications\\\\.europa\\\\.eu/resource/authority/data-theme/(AGRI|ECON|EDUC|ENER|ENVI|GOVE|HEAL|INTR|JUST|REGI|SOCI|TECH|TRAN)$" ] ;
  sh:property [ sh:path dct:rightsHolder ; sh:minCount 1 ; sh:maxCount 1 ; sh:class dcatapit:Agent ; sh:class foaf:Agent ] ;
  sh:property [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class dcatapit:Agent ; sh:class foaf:Agent ] ;
  sh:property [ sh:path dct:accrualPeriodicity ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:class dct:Frequency ;
    sh:pattern "^http://publications\\\\.europa\\\\.eu/resource/authority/frequency/[A-Z0-9_]+$" ] ;
  sh:property [ sh:path dcat:distribution ; sh:minCount 1 ; sh:class dcatapit:Distribution ; sh:class dcat:Distribution ] ;
  sh:property [ sh:path dcat:contactPoint ; sh:minCount 1 ; sh:class dcatapit:Organization ; sh:class vcard:Kind ] ;
  sh:property [ sh:path dct:language ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:class dct:LinguisticSystem ] ;
  sh:property [ sh:path dct:spatial ; sh:minCount 1 ; sh:class dct:Location ] ;
  sh:property [ sh:path dct:temporal ; sh:class dct:PeriodOfTime ] ;
  sh:property [ sh:path dcat:landingPage ; sh:minCount 1 ; sh:class foaf:Document ] ;
  sh:property [ sh:path dct:conformsTo ; sh:class dcatapit:Standard ; sh:class dct:Standard ] ;
  sh:property [ sh:path dct:provenance ; sh:class dct:ProvenanceStatement ] ;
  sh:property [ sh:path dcat:keyword ; sh:minCount 1 ; sh:datatype rdf:langString ] .

:Distribution a sh:NodeShape ; sh:targetClass dcat:Distribution ;
  sh:class dcatapit:Distribution ;
  sh:property [ sh:path dct:format ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:class dct:MediaTypeOrExtent ;
    sh:pattern "^http://publications\\\\.europa\\\\.eu/resource/authority/file-type/[A-Z0-9_]+$" ] ;
  sh:property [ sh:path dct:license ; sh:minCount 1 ; sh:maxCount 1 ; sh:class dcatapit:LicenseDocument ; sh:class dct:LicenseDocument ] ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:pattern "^https?://" ] ;
  sh:property [ sh:path dcat:downloadURL ; sh:nodeKind sh:IRI ; sh:pattern "^https?://" ] ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:datatype rdf:langString ] ;
  sh:property [ sh:path dct:description ; sh:minCount 1 ; sh:datatype rdf:langString ] ;
  sh:property [ sh:path dct:modified ; sh:maxCount 1 ; sh:datatype xsd:date ] ;
  sh:property [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:class dct:MediaType ] .

:Agent a sh:NodeShape ; sh:targetClass foaf:Agent ;
  sh:class dcatapit:Agent ;
  sh:property [ sh:path foaf:name ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:minLength 2 ; sh:uniqueLang true ] ;
  sh:property [ sh:path dct:identifier ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ; sh:pattern "^[A-Za-z0-9_-]{2,40}$" ] .

:ContactPoint a sh:NodeShape ; sh:targetObjectsOf dcat:contactPoint ;
  sh:class vcard:Organization ;
  sh:property [ sh:path vcard:fn ; sh:minCount 1 ; sh:maxCount 1 ; sh:minLength 2 ] ;
  sh:property [ sh:path vcard:hasEmail ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:pattern "^mailto:[^@ ]+@[^@ ]+$" ] ;
  sh:property [ sh:path vcard:hasTelephone ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:pattern "^tel:\\\\+?[0-9]+$" ] ;
  sh:property [ sh:path vcard:hasURL ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:pattern "^https?://" ] .

:Licence a sh:NodeShape ; sh:targetClass dct:LicenseDocument ;
  sh:class dcatapit:LicenseDocument ; sh:nodeKind sh:IRI ;
  sh:pattern "^https://w3id\\\\.org/italia/controlled-vocabulary/licences/(A|B)[0-9]" ;
  sh:property [ sh:path foaf:name ; sh:minCount 1 ; sh:datatype rdf:langString ] ;
  sh:property [ sh:path owl:versionInfo ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
  sh:property [ sh:path dct:type ; sh:minCount 1 ; sh:maxCount 1 ; sh:class skos:Concept ;
    sh:in ( <http://purl.org/adms/licencetype/PublicDomain> <http://purl.org/adms/licencetype/Attribution>
      <http://purl.org/adms/licencetype/ViralEffect-ShareAlike> <http://purl.org/adms/licencetype/NonCommercialUseOnly>
      <http://purl.org/adms/licencetype/NoDerivativeWork> ) ] .

:Period a sh:NodeShape ; sh:targetClass dct:PeriodOfTime ;
  sh:property [ sh:path dcatapit:startDate ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:date ; sh:lessThanOrEquals dcatapit:endDate ] ;
  sh:property [ sh:path dcatapit:endDate ; sh:maxCount 1 ; sh:datatype xsd:date ] ;
  sh:property [ sh:path schema:startDate ; sh:minCount 1 ; sh:equals dcatapit:startDate ] .

:Place a sh:NodeShape ; sh:targetClass dct:Location ;
  sh:property [ sh:path locn:geographicName ; sh:minCount 1 ; sh:datatype rdf:langString ] ;
  sh:or (
    [ sh:property [ sh:path dcatapit:geographicalIdentifier ; sh:minCount 1 ; sh:datatype xsd:anyURI ] ]
    [ sh:property [ sh:path dct:hasPart ; sh:minCount 1 ; sh:class dct:Location ] ] ) .

:Standard a sh:NodeShape ; sh:targetClass dct:Standard ;
  sh:property [ sh:path dct:identifier ; sh:minCount 1 ; sh:datatype xsd:string ] ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:datatype rdf:langString ] .

:Concept a sh:NodeShape ; sh:targetClass skos:Concept ;
  sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:datatype rdf:langString ] .

:Scheme a sh:NodeShape ; sh:targetClass skos:ConceptScheme ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:datatype rdf:langString ] .

:Theme a sh:NodeShape ; sh:targetObjectsOf dcat:theme ;
  sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:datatype rdf:langString ] ;
  sh:property [ sh:path skos:inScheme ; sh:minCount 1 ; sh:class skos:ConceptScheme ] .
`;
